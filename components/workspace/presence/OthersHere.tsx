'use client'

import { useOthersAt } from './usePresence'

/** A line around a panel that somebody else is at, with their name. */
export function OthersHere({ panelId }: { panelId: string }) {
  const user = useOthersAt(panelId)
  if (!user) return null
  return (
    <div
      data-testid="other-here"
      className="pointer-events-none absolute -inset-px rounded-md border-2"
      style={{ borderColor: user.color }}
    >
      <span
        className="absolute -top-2.5 right-2 max-w-36 truncate rounded-sm px-1.5 text-[11px] leading-4 font-medium text-white"
        style={{ background: user.color }}
      >
        {user.name}
      </span>
    </div>
  )
}
