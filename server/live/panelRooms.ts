/**
 * Rows on their way to visitors of shared panels. A room is one panel by one link; what it follows
 * is the report's to say, and its messages call runs as the link does.
 */
import type { Namespace } from 'socket.io'
import type { SeriesAppended, SeriesReplaced } from '@/lib/live/events'
import type { ShareClientEvents, ShareServerEvents } from '@/lib/live/shareEvents'
import type { Stream } from '@/lib/metrics/seriesQuery'
import { type LinePlan, type LinkRow, visitorsNumber } from '../sharing'
import { keySetOf } from './keySets'
import { type SeriesFeed, seriesRoom } from './seriesFeed'

export type ShareNamespace = Namespace<ShareClientEvents, ShareServerEvents, object, unknown>

interface Followed {
  run: number
  stream: Stream
  keys: readonly string[]
  /** What visitors call the run; null in panels of groups, which only hear that rows came. */
  number: number | null
}

interface PanelRoom {
  panel: string
  followed: Map<string, Followed>
  members: number
}

export const roomOf = (linkId: number, panel: string) => `share/${linkId}/${panel}`

export class PanelRooms {
  private readonly rooms = new Map<string, PanelRoom>()
  /** By the room of a series: the panels that show it. */
  private readonly targets = new Map<string, Set<string>>()

  constructor(
    private readonly namespace: ShareNamespace,
    private readonly feed: SeriesFeed,
  ) {}

  enter(link: LinkRow, panel: string, stream: Stream, plan: LinePlan): string {
    const name = roomOf(link.id, panel)
    const room = this.rooms.get(name) ?? { panel, followed: new Map(), members: 0 }
    room.members++
    this.rooms.set(name, room)
    this.follow(link, panel, stream, plan)
    return name
  }

  leave(name: string): void {
    const room = this.rooms.get(name)
    if (!room || --room.members > 0) return
    this.unfollowAll(name)
    this.rooms.delete(name)
  }

  /** What the panel shows may be something else than before. */
  follow(link: LinkRow, panel: string, stream: Stream, plan: LinePlan): void {
    const name = roomOf(link.id, panel)
    const room = this.rooms.get(name)
    if (!room) return
    const keySet = keySetOf([...plan.keys, plan.settings.x])
    const wanted = new Map<string, Followed>()
    const add = (run: number, number: number | null) => {
      const followed = { run, stream, keys: keySet.keys, number }
      wanted.set(seriesRoom(run, stream, keySet.id), followed)
    }
    if (plan.groups) for (const run of plan.groups.flatMap(({ live }) => live)) add(run, null)
    else
      for (const { id, state } of plan.runs)
        if (state === 'running') add(id, visitorsNumber(link, id))
    for (const series of room.followed.keys()) if (!wanted.has(series)) this.unfollow(name, series)
    for (const [series, followed] of wanted) {
      if (room.followed.has(series)) continue
      room.followed.set(series, followed)
      this.feed.watch(followed.run, stream, keySet)
      const targets = this.targets.get(series) ?? new Set()
      targets.add(name)
      this.targets.set(series, targets)
    }
  }

  /** The panel shows nothing any more. */
  unfollowAll(name: string): void {
    for (const series of this.rooms.get(name)?.followed.keys() ?? []) this.unfollow(name, series)
  }

  appended(series: string, event: SeriesAppended): void {
    this.tell(series, (name, panel, number) => {
      if (number === null) this.namespace.to(name).emit('panel.grown', { panel })
      else this.namespace.to(name).emit('series.appended', { panel, ...event, run: number })
    })
  }

  replaced(series: string, event: SeriesReplaced): void {
    this.tell(series, (name, panel, number) => {
      if (number === null) this.namespace.to(name).emit('panel.grown', { panel })
      else this.namespace.to(name).emit('series.replaced', { panel, ...event, run: number })
    })
  }

  private tell(
    series: string,
    send: (name: string, panel: string, number: number | null) => void,
  ): void {
    for (const name of this.targets.get(series) ?? []) {
      const room = this.rooms.get(name)
      const followed = room?.followed.get(series)
      if (room && followed) send(name, room.panel, followed.number)
    }
  }

  private unfollow(name: string, series: string): void {
    const room = this.rooms.get(name)
    const followed = room?.followed.get(series)
    if (!room || !followed) return
    room.followed.delete(series)
    this.feed.unwatch(followed.run, followed.stream, keySetOf(followed.keys).id)
    const targets = this.targets.get(series)
    targets?.delete(name)
    if (targets?.size === 0) this.targets.delete(series)
  }
}
