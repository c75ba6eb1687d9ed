/**
 * Drawing of all charts of a page, shared out over frames: whoever asked is drawn in the next frame,
 * until this frame's time is used up; the rest follow in the next. Asking twice draws once.
 */
const BUDGET_MS = 10

const waiting = new Set<() => void>()
let frame = 0

export function queueDraw(draw: () => void): void {
  waiting.add(draw)
  frame ||= requestAnimationFrame(run)
}

export function cancelDraw(draw: () => void): void {
  waiting.delete(draw)
}

function run(): void {
  frame = 0
  const end = performance.now() + BUDGET_MS
  for (const draw of waiting) {
    waiting.delete(draw)
    draw()
    if (performance.now() > end) break
  }
  if (waiting.size > 0) frame = requestAnimationFrame(run)
}
