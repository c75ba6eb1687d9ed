/**
 * What the others see of this person and the reverse, over the document's awareness. Beside React:
 * pointers move too often to render pages for.
 */
import type { DocumentSession } from '@/components/collab/session'
import { crosshair } from '@/components/panels/crosshair'
import { highlight } from '@/components/panels/highlight'
import { othersPointers } from '@/components/panels/othersPointers'
import { sharedZooms } from '@/components/panels/sharedZooms'
import {
  type Other,
  readOthers,
  type SharedPlace,
  type SharedPointer,
  type SharedView,
} from '@/lib/workspace/presence'
import { liveSizes, type LiveSize } from '../grid/liveSizes'
import type { ScrollPlace } from '../grid/PanelGrid'

/** Others hear of movements at most this often. */
const TELL_EVERY_MS = 60
/** A state may have 4 kB: so many zooms, the newest, are told. */
const MOST_ZOOMS = 8

interface Local {
  pointer: SharedPointer | null
  place: SharedPlace
  view: SharedView
}

export class Presence {
  private others: readonly Other[] = []
  private followed: number | null = null
  private readonly listeners = new Set<() => void>()
  private readonly stops: (() => void)[] = []
  private readonly local: Local = {
    pointer: null,
    place: { panel: null, size: null },
    view: { scroll: null, zooms: {} },
  }
  private waiting = new Set<keyof Local>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private taken = ''

  constructor(
    private readonly session: DocumentSession,
    private readonly username: string | undefined,
    /** Brings what the followed person sees into sight. */
    private readonly scrollTo: (place: ScrollPlace) => void,
  ) {
    const { awareness } = session
    const read = () => this.read()
    awareness.on('change', read)
    this.stops.push(
      () => awareness.off('change', read),
      crosshair.subscribe((at) => {
        this.local.pointer = at && { axis: at.axis, x: at.x, run: highlight.get() }
        this.tell('pointer')
      }),
      sharedZooms.onTold(() => {
        const zooms = [...sharedZooms.own()].slice(-MOST_ZOOMS)
        this.local.view = { ...this.local.view, zooms: Object.fromEntries(zooms) as never }
        this.tell('view')
      }),
    )
    this.read()
  }

  dispose(): void {
    clearTimeout(this.timer)
    for (const stop of this.stops) stop()
    othersPointers.set([])
    liveSizes.setOthers(new Map())
  }

  getOthers = (): readonly Other[] => this.others
  getFollowed = (): number | null => this.followed

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  attend(panel: string | null): void {
    this.local.place = { ...this.local.place, panel }
    this.tell('place')
  }

  showSize(panel: string, size: LiveSize | null): void {
    this.local.place = { ...this.local.place, size: size && { panel, ...size } }
    this.tell('place')
  }

  scrolled(scroll: ScrollPlace | null): void {
    this.local.view = { ...this.local.view, scroll }
    this.tell('view')
  }

  /** Goes where the person goes, until told otherwise or they leave. */
  follow(client: number | null): void {
    if (client === this.followed) return
    this.followed = client
    this.taken = ''
    this.session.awareness.setLocalStateField('following', client ?? undefined)
    this.goAlong()
    this.notify()
  }

  private tell(what: keyof Local): void {
    this.waiting.add(what)
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      const { awareness } = this.session
      const state = awareness.getLocalState()
      if (!state) return
      const changed = Object.fromEntries([...this.waiting].map((name) => [name, this.local[name]]))
      this.waiting = new Set()
      awareness.setLocalState({ ...state, ...changed })
    }, TELL_EVERY_MS)
  }

  private read(): void {
    const { awareness } = this.session
    const own = { client: awareness.clientID, username: this.username }
    this.others = readOthers(awareness.getStates(), own)
    othersPointers.set(
      this.others.flatMap(({ client, user, pointer }) =>
        pointer ? [{ id: client, name: user.name, color: user.color, ...pointer }] : [],
      ),
    )
    const sizes = this.others.flatMap(({ place }) => (place?.size ? [place.size] : []))
    liveSizes.setOthers(new Map(sizes.map(({ panel, w, h }) => [panel, { w, h }])))
    if (this.followed !== null && !this.others.some(({ client }) => client === this.followed)) {
      this.follow(null)
    }
    this.goAlong()
    this.notify()
  }

  private goAlong(): void {
    const view = this.others.find(({ client }) => client === this.followed)?.view
    const text = JSON.stringify(view ?? null)
    if (!view || text === this.taken) return
    const before = this.taken ? (JSON.parse(this.taken) as SharedView) : undefined
    this.taken = text
    if (view.scroll) this.scrollTo(view.scroll)
    for (const [panel, zoom] of Object.entries(view.zooms)) sharedZooms.take(panel, zoom)
    for (const panel of Object.keys(before?.zooms ?? {})) {
      if (!view.zooms[panel]) sharedZooms.take(panel, null)
    }
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener()
  }
}
