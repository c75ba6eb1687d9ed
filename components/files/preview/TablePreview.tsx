'use client'

import { useMemo } from 'react'
import { parseSeparated } from '@/lib/files/csv'
import { countOf, formatCount } from '@/lib/format/number'

const MOST_ROWS = 1000
const MOST_COLUMNS = 100

/** Comma- or tab-separated text; the first line names the columns. */
export function TablePreview({ name, text }: { name: string; text: string }) {
  const table = useMemo(
    () => parseSeparated(text, /\.tsv$/i.test(name) ? '\t' : ',', MOST_ROWS + 1),
    [name, text],
  )
  const [head = [], ...rows] = table.rows
  return <Rows name={name} head={head} rows={rows} more={table.more} />
}

/** What pip prints: `name==version`, and lines of other kinds as they are. */
export function RequirementsPreview({ name, text }: { name: string; text: string }) {
  const rows = useMemo(() => {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return lines.map((line) => /^([\w.-]+(?:\[.*\])?)==(\S+)\s*$/.exec(line)?.slice(1) ?? [line])
  }, [text])
  const more = rows.length > MOST_ROWS
  return (
    <Rows name={name} head={['Package', 'Version']} rows={rows.slice(0, MOST_ROWS)} more={more} />
  )
}

function Rows({
  name,
  head,
  rows,
  more,
}: {
  name: string
  head: readonly string[]
  rows: readonly string[][]
  more: boolean
}) {
  const columns = Math.min(Math.max(head.length, ...rows.map((row) => row.length)), MOST_COLUMNS)
  const cells = Array.from({ length: columns }, (_, i) => i)
  return (
    <>
      <p className="mb-2 text-12 text-ink-3">
        {more ? `The first ${formatCount(rows.length)} rows` : countOf(rows.length, 'row')}
        {head.length > MOST_COLUMNS && `, the first ${MOST_COLUMNS} of ${head.length} columns`}
      </p>
      <div
        tabIndex={0}
        role="region"
        aria-label={name}
        className="overflow-auto rounded-md border border-line text-12"
      >
        <table className="border-separate border-spacing-0">
          <thead>
            <tr>
              {cells.map((i) => (
                <th
                  key={i}
                  scope="col"
                  className="sticky top-0 h-7 border-b border-line bg-sunken px-3 text-left font-medium whitespace-nowrap"
                >
                  {head[i] ?? ''}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="font-mono tabular-nums">
            {rows.map((row, at) => (
              <tr key={at} className="hover:bg-hover">
                {cells.map((i) => (
                  <td key={i} title={row[i]} className="h-6 max-w-80 truncate px-3">
                    {row[i] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
