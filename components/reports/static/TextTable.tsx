import type { ReactNode } from 'react'
import type { ReportNode } from '@/lib/reports/nodes'

/** Wide tables scroll by themselves, not the page. */
export function TextTable({
  node,
  render,
}: {
  node: ReportNode
  render: (content: readonly ReportNode[] | undefined) => ReactNode
}) {
  return (
    <div data-table tabIndex={0} role="region" aria-label="Table">
      <table>
        <tbody>
          {node.content?.map((row, at) => (
            <tr key={at}>
              {row.content?.map((cell, c) => {
                const Tag = cell.type === 'tableHeader' ? 'th' : 'td'
                const align = cell.attrs?.align as 'center' | 'right' | undefined
                const style =
                  align === 'center' || align === 'right' ? { textAlign: align } : undefined
                return (
                  <Tag key={c} style={style} scope={Tag === 'th' ? 'col' : undefined}>
                    {render(cell.content)}
                  </Tag>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
