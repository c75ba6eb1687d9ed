import type { KeyboardEvent } from 'react'
import type { LinePanelController } from './LinePanelController'

interface PanelActions {
  fullScreen: () => void
  edit: (() => void) | undefined
  table: () => void
}

/** Keys of a focused panel: arrows read, f full screen, e edit, t table, r shows everything. */
export function onPanelKey(
  event: KeyboardEvent<HTMLElement>,
  controller: LinePanelController,
  actions: PanelActions,
): void {
  if (event.target !== event.currentTarget) return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const action = actionFor(event.key, controller, actions)
  if (!action) return
  event.preventDefault()
  action()
}

function actionFor(
  key: string,
  controller: LinePanelController,
  actions: PanelActions,
): (() => void) | undefined {
  const { pointer } = controller
  switch (key) {
    case 'ArrowRight':
      return () => pointer.step(1)
    case 'ArrowLeft':
      return () => pointer.step(-1)
    case 'ArrowDown':
      return pointer.get() ? () => pointer.changeLine(1) : undefined
    case 'ArrowUp':
      return pointer.get() ? () => pointer.changeLine(-1) : undefined
    case 'Escape':
      return pointer.get() ? () => pointer.leave() : undefined
    case 'f':
      return actions.fullScreen
    case 'e':
      return actions.edit
    case 't':
      return actions.table
    case 'r':
      return () => controller.setZoom(null)
    default:
      return undefined
  }
}
