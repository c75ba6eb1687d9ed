const FRAMES_TO_WAIT = 60

/**
 * A panel's row is made when the scrolling has arrived, or a change has been drawn: some frames later.
 * With `scroll` it is also brought into sight.
 */
export function focusWhenThere(
  root: HTMLElement | null,
  panelId: string,
  { scroll = false, frames = FRAMES_TO_WAIT }: { scroll?: boolean; frames?: number } = {},
): void {
  const panel = root?.querySelector<HTMLElement>(`[data-panel=${CSS.escape(panelId)}]`)
  if (panel) {
    if (scroll) panel.scrollIntoView({ block: 'nearest' })
    panel.focus({ preventScroll: true })
  } else if (frames > 0) {
    requestAnimationFrame(() => focusWhenThere(root, panelId, { scroll, frames: frames - 1 }))
  }
}
