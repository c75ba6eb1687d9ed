import { cx } from '@/components/ui/cx'
import type { PlacedPanel, Section } from '@/lib/workspace/arrange'
import { GRID_WIDTH, type Shelf } from '@/lib/workspace/layout'
import { GAP } from './gridRows'
import { type CellShared, PanelCell } from './PanelCell'

/** Panels side by side. */
export function PanelShelf({
  section,
  shelf,
  shared,
  className,
}: {
  section: Section
  shelf: Shelf<PlacedPanel>
  shared: CellShared
  className?: string
}) {
  return (
    <div
      className={cx('grid items-start', className)}
      style={{ columnGap: GAP, gridTemplateColumns: `repeat(${GRID_WIDTH}, minmax(0, 1fr))` }}
    >
      {shelf.items.map(({ item: panel, x, w, h }) => (
        <PanelCell
          key={panel.spec.id}
          panel={panel}
          settings={section.settings}
          {...{ x, w, h, shared }}
        />
      ))}
    </div>
  )
}
