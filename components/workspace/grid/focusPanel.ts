const FRAMES_TO_WAIT = 60

/** A panel's row is made when the scrolling has arrived, or a change has been drawn: some frames later. */
export function focusWhenThere(
  root: HTMLElement | null,
  panelId: string,
  frames = FRAMES_TO_WAIT,
): void {
  const panel = root?.querySelector<HTMLElement>(`[data-panel=${CSS.escape(panelId)}]`)
  if (panel) panel.focus({ preventScroll: true })
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(root, panelId, frames - 1))
}
