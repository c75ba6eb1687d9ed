import { cx } from '@/components/ui/cx'
import { ariaRowIndex } from './rowParts'
import type { TableLayout } from './tableLayout'
import { ROW_HEIGHT } from './useGridView'

const WIDTHS = ['45%', '60%', '38%', '52%']

/** Where a row will be. */
export function LoadingRow({
  index,
  depth,
  layout,
}: {
  index: number
  depth: number
  layout: TableLayout
}) {
  return (
    <div
      role="row"
      aria-rowindex={ariaRowIndex(index)}
      className={cx('absolute left-0 bg-ground', layout.wide && 'border-b border-line')}
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT, width: layout.totalWidth }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        aria-label="Loading"
        className="sticky left-0 flex h-full items-center"
        style={{ width: layout.leadWidth, paddingLeft: 30 + depth * 14 }}
      >
        <span
          className="block h-2 rounded-sm bg-hover"
          style={{ width: WIDTHS[index % WIDTHS.length] }}
        />
      </div>
    </div>
  )
}
