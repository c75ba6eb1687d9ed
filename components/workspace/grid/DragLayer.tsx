import { titleOf } from '@/lib/panels/spec'
import type { Dragging } from './dragPanel'

/** The name of what is dragged at the pointer, and a line where it would come to stand. */
export function DragLayer({ dragging }: { dragging: Dragging | null }) {
  if (!dragging) return null
  const { at, drop, panel } = dragging
  return (
    <div aria-hidden className="pointer-events-none fixed inset-0 z-50 cursor-grabbing">
      {drop && (
        <div
          data-testid="drop-mark"
          className="absolute rounded-full bg-accent"
          style={{
            left: drop.mark.x,
            top: drop.mark.y,
            width: drop.mark.width,
            height: drop.mark.height,
          }}
        />
      )}
      <div
        className="absolute max-w-60 truncate rounded-md border border-line bg-raised px-2 py-1 text-12 font-medium shadow-float"
        style={{ left: at.x + 12, top: at.y + 12 }}
      >
        {titleOf(panel.spec)}
      </div>
    </div>
  )
}
