/** "Show everything again", said to all panels of the page at once. */
const listeners = new Set<() => void>()

export function resetAllZooms(): void {
  for (const listener of listeners) listener()
}

export function onZoomReset(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
