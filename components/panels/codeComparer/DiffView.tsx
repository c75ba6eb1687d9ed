'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import type { DiffLine } from '@/lib/files/diff'
import { sideBySide, type SidePair, textDiff, withContext } from '@/lib/files/textDiff'
import { countOf, formatCount } from '@/lib/format/number'

const LINES_AT_FIRST = 2000

/** How the right text differs from the left one, around the changes or in whole. */
export function DiffView({
  name,
  before,
  after,
  layout,
}: {
  name: string
  before: string
  after: string
  layout: 'split' | 'unified'
}) {
  const [whole, setWhole] = useState(false)
  const [limit, setLimit] = useState(LINES_AT_FIRST)
  const diff = useMemo(() => textDiff(before, after), [before, after])
  const lines = useMemo(() => (whole ? diff.lines : withContext(diff.lines)), [diff, whole])
  const same = diff.added + diff.removed === 0
  const shown = lines.slice(0, limit)
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1 text-12">
        {same ? (
          <span className="text-ink-2">Both runs have the same {name}.</span>
        ) : (
          <>
            <span className="text-success">+{countOf(diff.added, 'line')}</span>
            <span className="text-danger">−{countOf(diff.removed, 'line')}</span>
          </>
        )}
        <Button variant="quiet" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Only changes' : 'Whole file'}
        </Button>
      </div>
      {shown.length > 0 && (
        <div
          tabIndex={0}
          role="region"
          aria-label={`Differences of ${name}`}
          className="overflow-x-auto"
        >
          {layout === 'split' ? <Split lines={shown} /> : <Unified lines={shown} />}
        </div>
      )}
      {lines.length > limit && (
        <Button className="m-2" onClick={() => setLimit(Infinity)}>
          Show all {formatCount(lines.length)} lines
        </Button>
      )}
    </>
  )
}

const LOOKS: Record<DiffLine['kind'], string> = {
  added: 'bg-success-soft text-success',
  removed: 'bg-danger-soft text-danger',
  same: '',
  hunk: 'bg-sunken text-ink-3',
  note: 'text-ink-3',
}
const MARKS = { added: '+', removed: '-', same: ' ', hunk: '', note: '' }

function Unified({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <pre className="w-max min-w-full py-1 text-12/5">
      {lines.map((line, i) => (
        <div key={i} className={cx('min-h-5 px-3', LOOKS[line.kind])}>
          {MARKS[line.kind]}
          {line.text}
        </div>
      ))}
    </pre>
  )
}

function Split({ lines }: { lines: readonly DiffLine[] }) {
  const pairs = useMemo(() => sideBySide(lines), [lines])
  return (
    <table className="w-full table-fixed border-collapse font-mono text-12/5">
      <colgroup>
        <col className="w-10" />
        <col />
        <col className="w-10" />
        <col />
      </colgroup>
      <tbody>
        {pairs.map((pair, i) =>
          'hunk' in pair ? (
            <tr key={i} className={LOOKS.hunk}>
              <td colSpan={4} className="px-3">
                {pair.hunk}
              </td>
            </tr>
          ) : (
            <tr key={i}>
              <Side side={pair.left} />
              <Side side={pair.right} />
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}

function Side({ side }: { side: SidePair['left'] }) {
  if (!side) return <td colSpan={2} className="bg-sunken" />
  const look = LOOKS[side.line.kind]
  return (
    <>
      <td className={cx('pr-2 text-right align-top text-ink-3 select-none', look)}>
        {side.number}
      </td>
      <td
        className={cx(
          'border-r border-line px-1 align-top whitespace-pre-wrap wrap-anywhere',
          look,
        )}
      >
        {side.line.text}
      </td>
    </>
  )
}
