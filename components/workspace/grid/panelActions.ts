import type { KeyboardEvent, PointerEvent } from 'react'
import type { PanelSpec } from '@/lib/panels/spec'
import type { PlacedPanel } from '@/lib/workspace/arrange'
import type { LiveSize } from './liveSizes'

/** What can be done with the panels of a grid. The same object while the grid is there. */
export interface PanelActions {
  change(before: PanelSpec, after: PanelSpec): void
  duplicate(panel: PlacedPanel): void
  remove(panel: PlacedPanel): void
  resize(panel: PlacedPanel, size: Partial<LiveSize>): void
  /** To the place behind so many others of the section. */
  moveTo(panel: PlacedPanel, section: string, index: number): void
  /** Opens the dialog that asks where to. */
  askMove(panel: PlacedPanel): void
  startDrag(event: PointerEvent<HTMLElement>, panel: PlacedPanel): void
  /** Keys of a focused panel; answers whether it took the key. */
  onKey(event: KeyboardEvent<HTMLElement>, panel: PlacedPanel, size: LiveSize): boolean
  /** The person is at a panel, or at none: others see it. */
  attend(panelId: string | null): void
  /** A size that is still being chosen: others see it. */
  showSize(panelId: string, size: LiveSize | null): void
}
