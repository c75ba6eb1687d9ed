'use client'

export interface NumbersRow {
  key: string
  /** The first is the row's name. */
  cells: readonly string[]
}

const HEAD = 'sticky top-0 border-b border-line bg-raised px-3 py-1 font-medium whitespace-nowrap'

/** What a small chart draws, as numbers. */
export function NumbersTable({
  title,
  columns,
  rows,
}: {
  title: string
  columns: readonly string[]
  rows: readonly NumbersRow[]
}) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={`Data of ${title}`}
      className="absolute inset-0 overflow-auto bg-raised text-12"
    >
      <table className="min-w-full border-separate border-spacing-0">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {columns.map((name, i) => (
              <th
                key={name}
                scope="col"
                className={`${HEAD} ${i === 0 ? 'text-left' : 'text-right'}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...numbers] }) => (
            <tr key={key} className="h-7">
              <th scope="row" className="max-w-60 truncate px-3 text-left font-normal" title={name}>
                {name}
              </th>
              {numbers.map((number, i) => (
                <td
                  key={columns[i + 1]}
                  className="px-3 text-right font-mono whitespace-nowrap tabular-nums"
                >
                  {number}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
