import type { KeyboardEvent } from 'react'
import { highlight } from '../highlight'
import type { LinePanelController } from './LinePanelController'
import type { Marking } from './useMarking'

/**
 * Keys of a focused line panel: arrows read, r shows everything, Enter pins, a marks what is pointed
 * at, as Enter does while a place to mark is asked for. Says what it took.
 */
export function onPanelKey(
  event: KeyboardEvent<HTMLElement>,
  controller: LinePanelController,
  marking: Marking,
): boolean {
  const action = markFor(event.key, controller, marking) ?? actionFor(event.key, controller)
  action?.()
  return action !== undefined
}

function markFor(key: string, { pointer }: LinePanelController, marking: Marking) {
  const { start, markPointing, active } = marking
  if (!start || (key !== 'a' && !(active && key === 'Enter'))) return undefined
  const pointing = pointer.get()
  return pointing ? () => void markPointing(pointing) : start
}

function actionFor(key: string, controller: LinePanelController): (() => void) | undefined {
  const { pointer } = controller
  const pointing = pointer.get()
  switch (key) {
    case 'ArrowRight':
      return () => pointer.step(1)
    case 'ArrowLeft':
      return () => pointer.step(-1)
    case 'ArrowDown':
      return pointing ? () => pointer.changeLine(1) : undefined
    case 'ArrowUp':
      return pointing ? () => pointer.changeLine(-1) : undefined
    case 'Enter':
      return pointing ? () => pointer.pin() : undefined
    case 'Escape':
      if (pointing) return () => pointer.leave()
      return highlight.getPinned() === null ? undefined : () => highlight.unpin()
    case 'r':
      return () => controller.setZoom(null)
    default:
      return undefined
  }
}
