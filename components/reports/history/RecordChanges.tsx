import type { RecordChange } from '@/lib/reports/diff/types'

const WHAT: Record<RecordChange['what'], string> = {
  report: 'Report',
  grid: 'Grid',
  panel: 'Panel',
  runSet: 'Run set',
}
const KIND: Record<RecordChange['kind'], { sign: string; words: string; className: string }> = {
  added: { sign: '+', words: 'added', className: 'text-success' },
  removed: { sign: '−', words: 'removed', className: 'text-danger' },
  moved: { sign: '↕', words: 'moved', className: 'text-ink-2' },
  changed: { sign: '±', words: 'changed', className: 'text-ink-2' },
}

/** Settings that are others: of the report, its grids, panels and run sets. */
export function RecordChanges({ records }: { records: readonly RecordChange[] }) {
  if (records.length === 0) return null
  return (
    <ul aria-label="Changed settings" className="flex flex-col gap-2 rounded-md bg-ground p-3">
      {records.map(({ what, id, name, kind, fields }) => {
        const { sign, words, className } = KIND[kind]
        return (
          <li key={`${what} ${id}`}>
            <p className="wrap-anywhere">
              <span aria-hidden className={`mr-1.5 font-mono ${className}`}>
                {sign}
              </span>
              {WHAT[what]} <span className="font-medium">{name}</span> {words}
            </p>
            {fields.length > 0 && (
              <dl className="mt-0.5 ml-5 grid grid-cols-[auto_1fr] gap-x-3 text-12">
                {fields.map(({ label, before, after }) => (
                  <div key={`${label} ${before} ${after}`} className="contents">
                    <dt className="text-ink-3">{label}</dt>
                    <dd className="wrap-anywhere">
                      {before !== undefined && <del className="text-danger">{before}</del>}
                      {before !== undefined && after !== undefined && ' → '}
                      {after !== undefined && (
                        <ins className="text-success no-underline">{after}</ins>
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        )
      })}
    </ul>
  )
}
