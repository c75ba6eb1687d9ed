'use client'

import { Sheet } from '@/components/ui/Sheet'
import { useMedia } from '@/components/ui/useMedia'
import type { RailPart } from './reportParts'

/** As the theme's `lg`. */
const BESIDE = '(min-width: 68rem)'

/** A pane beside the text, over it where there is no room. */
export function Rail({ part, onClose }: { part: RailPart; onClose: () => void }) {
  const beside = useMedia(BESIDE)
  const { label, Pane } = part
  if (!beside) {
    return (
      <Sheet open onOpenChange={(open) => !open && onClose()} title={label}>
        <Pane />
      </Sheet>
    )
  }
  return (
    <aside
      aria-label={label}
      className="w-80 shrink-0 overflow-y-auto border-l border-line print:hidden"
    >
      <Pane />
    </aside>
  )
}
