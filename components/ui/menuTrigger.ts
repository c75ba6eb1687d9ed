/**
 * The button whose menu led to what has the focus now: the item that was chosen is gone when a
 * dialog closes, and somebody at the keyboard should find themselves where they came from.
 */
let last: HTMLElement | null = null

/** @param menu the content that closes; it is labelled by its trigger */
export function rememberTrigger(menu: EventTarget | null): void {
  const id = menu instanceof Element ? menu.getAttribute('aria-labelledby') : null
  last = id === null ? null : document.getElementById(id)
}

/** For `onCloseAutoFocus` of dialogs. Where no menu led there, the focus goes back by itself. */
export function returnToTrigger(event: Event): void {
  const trigger = last
  last = null
  if (!trigger?.isConnected) return
  event.preventDefault()
  // What was done in the dialog may have brought the focus somewhere already.
  if (document.activeElement === document.body) trigger.focus()
}
