'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { type DiffFile, type DiffLine, parseDiff } from '@/lib/files/diff'
import { formatCount } from '@/lib/format/number'

const LINES_AT_FIRST = 1000

/** A patch by file: what was added in green, what was removed in red. */
export function DiffPreview({ name, text }: { name: string; text: string }) {
  const files = useMemo(() => parseDiff(text), [text])
  if (files.length === 0) return <p className="text-ink-2">The file is empty.</p>
  return (
    <div tabIndex={0} role="region" aria-label={name} className="space-y-4">
      {files.map((file, i) => (
        <FileDiff key={i} file={file} />
      ))}
    </div>
  )
}

const STATUS = { changed: '', added: 'new', deleted: 'deleted', renamed: 'renamed' }

function FileDiff({ file }: { file: DiffFile }) {
  const [limit, setLimit] = useState(LINES_AT_FIRST)
  return (
    <section className="overflow-hidden rounded-md border border-line">
      <h3 className="flex items-center gap-2 border-b border-line bg-sunken px-3 py-1.5 font-mono text-12">
        <span className="min-w-0 truncate font-medium" title={file.path}>
          {file.oldPath === undefined ? file.path : `${file.oldPath} → ${file.path}`}
        </span>
        {STATUS[file.status] && <span className="text-ink-3">{STATUS[file.status]}</span>}
        <span className="ml-auto shrink-0 text-success">+{formatCount(file.added)}</span>
        <span className="shrink-0 text-danger">−{formatCount(file.removed)}</span>
      </h3>
      <div className="overflow-x-auto">
        <pre className="w-max min-w-full py-1 text-12/5">
          {file.lines.slice(0, limit).map((line, i) => (
            <Line key={i} line={line} />
          ))}
        </pre>
      </div>
      {file.lines.length > limit && (
        <Button className="m-2" onClick={() => setLimit(Infinity)}>
          Show all {formatCount(file.lines.length)} lines
        </Button>
      )}
    </section>
  )
}

const LOOKS: Record<DiffLine['kind'], { mark: string; className: string }> = {
  added: { mark: '+', className: 'bg-success-soft text-success' },
  removed: { mark: '-', className: 'bg-danger-soft text-danger' },
  same: { mark: ' ', className: '' },
  hunk: { mark: '', className: 'bg-sunken text-ink-3' },
  note: { mark: '', className: 'text-ink-3' },
}

function Line({ line }: { line: DiffLine }) {
  const { mark, className } = LOOKS[line.kind]
  return (
    <div className={cx('min-h-5 px-3', className)}>
      {mark}
      {line.text}
    </div>
  )
}
