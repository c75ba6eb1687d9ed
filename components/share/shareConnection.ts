import { io, type Socket } from 'socket.io-client'
import {
  type LinkEnd,
  SHARE_NAMESPACE,
  type ShareClientEvents,
  type ShareServerEvents,
} from '@/lib/live/shareEvents'
import type { SeriesStore } from '@/components/panels/series/seriesStore'

export type ShareStatus =
  | { state: 'connecting' }
  /** `at` is when something last came. */
  | { state: 'live'; at: number }
  | { state: 'reconnecting'; at: number }
  | { state: 'ended'; why: LinkEnd }

/** What follows one panel. */
export interface PanelListener {
  store: SeriesStore
  /** Runs of its groups logged rows. */
  grown: () => void
}

const ACK_TIMEOUT_MS = 10_000

/** The one socket of a shared page. It knows panels by their ids, and nothing else. */
export class ShareConnection {
  private readonly socket: Socket<ShareServerEvents, ShareClientEvents>
  private readonly panels = new Map<string, PanelListener>()
  private readonly listeners = new Set<() => void>()
  private status: ShareStatus = { state: 'connecting' }

  constructor(
    token: string,
    ticketOf: () => string,
    /** The report is another one, or the ticket is too old: the page is to be asked for again. */
    private readonly onChanged: () => void,
  ) {
    this.socket = io(SHARE_NAMESPACE, {
      path: '/socket.io',
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: 250,
      reconnectionDelayMax: 2000,
      auth: (send) => send({ token, ticket: ticketOf() }),
    })
    const { socket } = this
    let before = false
    socket.on('connect', () => {
      this.heard()
      for (const { store } of this.panels.values()) store.connected()
      if (before) onChanged()
      before = true
    })
    socket.on('disconnect', (reason) => {
      if (this.status.state === 'ended') return
      this.setStatus({ state: 'reconnecting', at: this.lastHeard() })
      // Ended by the server without a word, as when it stops: socket.io would leave it at that.
      if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1000)
    })
    socket.on('connect_error', (error) => {
      if (error.message === 'paused') this.setStatus({ state: 'ended', why: 'paused' })
      else if (this.status.state !== 'ended') {
        this.setStatus({ state: 'reconnecting', at: this.lastHeard() })
      }
      if (error.message !== 'unauthorized') return
      onChanged()
      setTimeout(() => this.status.state !== 'ended' && socket.connect(), 2000)
    })
    socket.on('series.appended', ({ panel, ...event }) => {
      this.heard()
      this.panels.get(panel)?.store.appended(event)
    })
    socket.on('series.replaced', ({ panel, ...event }) => {
      this.heard()
      this.panels.get(panel)?.store.replaced(event)
    })
    socket.on('panel.grown', ({ panel }) => {
      this.heard()
      this.panels.get(panel)?.grown()
    })
    socket.on('report.changed', () => {
      this.heard()
      this.onChanged()
    })
    socket.on('link.ended', ({ why }) => {
      this.setStatus({ state: 'ended', why })
      socket.disconnect()
    })
  }

  open(): void {
    this.socket.connect()
  }

  close(): void {
    this.socket.disconnect()
  }

  isConnected(): boolean {
    return this.socket.connected
  }

  /** Whether the server will tell of the panel's rows. */
  async follow(panel: string): Promise<boolean> {
    const reply = await this.socket.timeout(ACK_TIMEOUT_MS).emitWithAck('panel.join', panel)
    return reply.ok
  }

  add(panel: string, listener: PanelListener): () => void {
    this.panels.set(panel, listener)
    if (this.socket.connected) listener.store.connected()
    return () => {
      if (this.panels.get(panel) !== listener) return
      this.panels.delete(panel)
      if (this.socket.connected) this.socket.emit('panel.leave', panel)
    }
  }

  getStatus = (): ShareStatus => this.status

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private lastHeard(): number {
    return 'at' in this.status ? this.status.at : Date.now()
  }

  private heard(): void {
    this.setStatus({ state: 'live', at: Date.now() })
  }

  private setStatus(status: ShareStatus): void {
    this.status = status
    for (const listener of this.listeners) listener()
  }
}
