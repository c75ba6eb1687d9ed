'use client'

import { Check, CornerDownRight } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { CopyButton, useCopy } from '@/components/ui/CopyButton'
import { SearchField } from '@/components/ui/SearchField'
import { IconButton } from '@/components/ui/IconButton'
import { formatCount } from '@/lib/format/number'
import { fromStorable } from '@/lib/json/storable'
import { searchTree, type TreeRow, treeRows, valueText } from '@/lib/runs/tree'

/** Rows shown at first: a config or summary may have ten thousand. */
const SHOWN_AT_FIRST = 200

export interface ValueTreeProps {
  id: string
  title: string
  /** In the storable form. */
  tree: Readonly<Record<string, unknown>>
  empty: string
}

/** Names and values, searched and copied. */
export function ValueTree({ id, title, tree, empty }: ValueTreeProps) {
  const rows = useMemo(() => treeRows(tree), [tree])
  const [search, setSearch] = useState('')
  const [limit, setLimit] = useState(SHOWN_AT_FIRST)
  const wanted = useDeferredValue(search)
  const found = useMemo(() => searchTree(rows, wanted), [rows, wanted])
  const leaves = useMemo(() => rows.filter((row) => row.descendants === 0).length, [rows])
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-1 flex h-8 items-center gap-2">
        <h2 id={id} className="text-14">
          {title}
        </h2>
        <span className="text-12 text-ink-3 tabular-nums">{formatCount(leaves)}</span>
        {rows.length > 0 && (
          <>
            <SearchField
              label={`Search ${title.toLowerCase()}`}
              value={search}
              onChange={setSearch}
              className="ml-auto w-48"
            />
            <CopyButton
              text={() => valueText(fromStorable(tree))}
              label={`Copy ${title.toLowerCase()} as JSON`}
            />
          </>
        )}
      </div>
      {rows.length === 0 && <p className="py-2 text-ink-3">{empty}</p>}
      {rows.length > 0 && found.length === 0 && <p className="py-2 text-ink-3">Nothing matches.</p>}
      <dl>
        {found.slice(0, limit).map((row) => (
          <Row key={`${row.depth} ${row.path}`} row={row} />
        ))}
      </dl>
      {found.length > limit && (
        <Button className="mt-2" onClick={() => setLimit(Infinity)}>
          Show all {formatCount(found.length)}
        </Button>
      )}
    </section>
  )
}

const SHOWN_ON_HOVER = 'opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100'

/** The name by which code and searches find the value. */
function CopyPath({ path }: { path: string }) {
  const { copied, copy } = useCopy()
  return (
    <IconButton
      label={copied ? 'Copied' : `Copy the path ${path}`}
      icon={copied ? Check : CornerDownRight}
      onClick={() => void copy(path)}
      className={SHOWN_ON_HOVER}
    />
  )
}

function Row({ row }: { row: TreeRow }) {
  const text = row.descendants > 0 ? '' : valueText(row.value)
  return (
    <div className="group/row flex min-h-7 items-center gap-3 border-t border-line hover:bg-hover">
      <dt
        className="w-2/5 shrink-0 truncate text-ink-2"
        style={{ paddingLeft: row.depth * 16 }}
        title={row.path}
      >
        {row.name}
      </dt>
      <dd className="flex min-w-0 grow items-center">
        <span className="min-w-0 grow truncate font-mono text-12 tabular-nums" title={text}>
          {text}
        </span>
        <CopyPath path={row.path} />
        {row.descendants === 0 && (
          <CopyButton text={text} label={`Copy ${row.path}`} className={SHOWN_ON_HOVER} />
        )}
      </dd>
    </div>
  )
}
