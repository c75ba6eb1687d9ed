'use client'

import { Tooltip } from '@/components/ui/Tooltip'
import { initials, type Other } from '@/lib/workspace/presence'
import type { Presence } from './Presence'
import { useFollowed, useOthers } from './usePresence'

const MOST_SHOWN = 5

/** Who has the document open too; a click goes where they go. */
export function Avatars({ presence }: { presence: Presence | undefined }) {
  const others = useOthers(presence)
  const followed = useFollowed(presence)
  const people = onePerPerson(others, followed)
  if (!presence || people.length === 0) return null
  const more = people.slice(MOST_SHOWN)
  return (
    <ul aria-label="Also here" className="flex items-center gap-1">
      {people.slice(0, MOST_SHOWN).map(({ client, user }) => {
        const following = client === followed
        const text = following ? `Following ${user.name}: Escape ends it` : `Follow ${user.name}`
        return (
          <li key={client}>
            <Tooltip content={text}>
              <button
                type="button"
                aria-label={text}
                aria-pressed={following}
                onClick={() => presence.follow(following ? null : client)}
                className={`grid size-6 place-items-center rounded-full text-[11px] font-semibold text-white ${following ? 'outline-2 outline-offset-1 outline-accent' : ''}`}
                style={{ background: user.color }}
              >
                {initials(user.name)}
              </button>
            </Tooltip>
          </li>
        )
      })}
      {more.length > 0 && (
        <li title={more.map(({ user }) => user.name).join(', ')} className="text-12 text-ink-3">
          +{more.length}
        </li>
      )}
    </ul>
  )
}

/** Of people with several tabs the one that is followed, or the first. */
function onePerPerson(others: readonly Other[], followed: number | null): Other[] {
  const people = new Map<string, Other>()
  for (const other of others) {
    const { username } = other.user
    if (!people.has(username) || other.client === followed) people.set(username, other)
  }
  return [...people.values()]
}
