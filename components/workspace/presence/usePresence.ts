'use client'

import {
  createContext,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react'
import type { DocumentSession } from '@/components/collab/session'
import { useSession } from '@/components/shell/useSession'
import { useOpened } from '@/components/ui/useOpened'
import type { Other } from '@/lib/workspace/presence'
import type { PanelGridHandle } from '../grid/PanelGrid'
import { Presence } from './Presence'

export const PresenceContext = createContext<Presence | undefined>(undefined)

export function usePresence(
  session: DocumentSession | undefined,
  /** What scrolls to where the followed person is. */
  grid: RefObject<Pick<PanelGridHandle, 'scrollTo'> | null>,
): Presence | undefined {
  const username = useSession().data?.user.username
  const open = useMemo(
    () =>
      session
        ? () => new Presence(session, username, (place) => grid.current?.scrollTo(place))
        : null,
    [session, username, grid],
  )
  const presence = useOpened(open, dispose) ?? undefined
  useEffect(() => {
    if (!presence) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) presence.follow(null)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [presence])
  return presence
}

const dispose = (presence: Presence) => presence.dispose()

const NOBODY: readonly Other[] = []
const never = () => () => {}

export function useOthers(presence: Presence | undefined): readonly Other[] {
  return useSyncExternalStore(
    presence?.subscribe ?? never,
    presence?.getOthers ?? (() => NOBODY),
    () => NOBODY,
  )
}

export function useFollowed(presence: Presence | undefined): number | null {
  return useSyncExternalStore(
    presence?.subscribe ?? never,
    presence?.getFollowed ?? (() => null),
    () => null,
  )
}

/** Who is at a panel; renders only when that changes. */
export function useOthersAt(panelId: string): Other['user'] | undefined {
  const presence = useContext(PresenceContext)
  const client = useSyncExternalStore(
    presence?.subscribe ?? never,
    () => presence?.getOthers().find(({ place }) => place?.panel === panelId)?.client,
    () => undefined,
  )
  return client === undefined
    ? undefined
    : presence?.getOthers().find((other) => other.client === client)?.user
}
