/** Moving a panel by its grip, within its section or into another. Written when it is let go. */
import type { PointerEvent as ReactPointerEvent } from 'react'
import type { PlacedPanel, Section } from '@/lib/workspace/arrange'

export interface DropPlace {
  section: string
  /** Among the section's other panels. */
  index: number
  /** Where a line shows the place, in pixels of the screen. */
  mark: { x: number; y: number; width: number; height: number }
}

export interface Dragging {
  panel: PlacedPanel
  at: { x: number; y: number }
  drop: DropPlace | null
}

/** A click is no drag. */
const THRESHOLD_PX = 5
/** Nearer to the edge than this the grid scrolls. */
const EDGE_PX = 48
const SCROLL_PX = 14

export function dragPanel(
  start: ReactPointerEvent<HTMLElement>,
  panel: PlacedPanel,
  sections: () => readonly Section[],
  show: (dragging: Dragging | null) => void,
  moveTo: (panel: PlacedPanel, section: string, index: number) => void,
): void {
  if (start.button !== 0) return
  start.preventDefault()
  const grip = start.currentTarget
  const scroller =
    grip.closest<HTMLElement>('[data-panel-scroller]') ??
    (document.scrollingElement as HTMLElement | null)
  let dragging: Dragging | null = null
  let frame = 0

  const look = (x: number, y: number) => {
    dragging = { panel, at: { x, y }, drop: dropAt(x, y, panel, sections()) }
    show(dragging)
  }
  const scroll = () => {
    frame = 0
    if (!dragging || !scroller) return
    // The root's box is that of the whole page.
    const box = scroller.getBoundingClientRect()
    const top = Math.max(0, box.top)
    const bottom = Math.min(window.innerHeight, box.bottom)
    const { x, y } = dragging.at
    const by = y < top + EDGE_PX ? -SCROLL_PX : y > bottom - EDGE_PX ? SCROLL_PX : 0
    if (by === 0) return
    scroller.scrollTop += by
    look(x, y)
    frame = requestAnimationFrame(scroll)
  }
  const onMove = (event: PointerEvent) => {
    const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY)
    if (!dragging && far < THRESHOLD_PX) return
    look(event.clientX, event.clientY)
    frame ||= requestAnimationFrame(scroll)
  }
  const end = (keep: boolean) => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('keydown', onKey, true)
    cancelAnimationFrame(frame)
    show(null)
    const drop = dragging?.drop
    if (keep && drop) moveTo(panel, drop.section, drop.index)
  }
  const onUp = () => end(true)
  const onCancel = () => end(false)
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end(false)
  }
  // On the window: the grip's row may be gone before the pointer is up, when the grid has scrolled.
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('keydown', onKey, true)
}

function dropAt(
  x: number,
  y: number,
  panel: PlacedPanel,
  sections: readonly Section[],
): DropPlace | null {
  const elements = document.elementsFromPoint(x, y)
  const cell = elements.map((one) => one.closest<HTMLElement>('[data-panel-cell]')).find(Boolean)
  const row = elements.map((one) => one.closest<HTMLElement>('[data-section]')).find(Boolean)
  const section = sections.find(({ id }) => id === (cell ?? row)?.dataset['section'])
  if (!section) return null
  const others = section.panels.filter(({ spec }) => spec.id !== panel.spec.id)
  if (!cell) {
    const box = row!.getBoundingClientRect()
    const mark = { x: box.left + 12, y: box.bottom - 2, width: box.width - 24, height: 3 }
    return { section: section.id, index: 0, mark }
  }
  const box = cell.getBoundingClientRect()
  const over = cell.dataset['panelCell']
  const at = section.panels.findIndex(({ spec }) => spec.id === over)
  const after = x > box.left + box.width / 2
  const ahead = section.panels.slice(0, at + (after ? 1 : 0))
  const index = ahead.filter(({ spec }) => spec.id !== panel.spec.id).length
  const mark = { x: after ? box.right + 4 : box.left - 7, y: box.top, width: 3, height: box.height }
  return { section: section.id, index: Math.min(index, others.length), mark }
}
