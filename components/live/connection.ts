import { io, type Socket } from 'socket.io-client'
import type { ClientToServerEvents, ServerToClientEvents } from '@/lib/live/events'

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** `since` is when what the page shows was last known to be current. */
export type LiveStatus =
  | { state: 'connecting' }
  | { state: 'connected' }
  | { state: 'reconnecting'; since: Date }
  /** The session was ended elsewhere: the person must sign in again. */
  | { state: 'ended' }

/**
 * The page's one live socket. Rooms are joined again after every reconnect, and whoever watches is
 * told to fetch once, since anything may have happened in between.
 */
export class LiveConnection {
  readonly socket: LiveSocket
  private status: LiveStatus = { state: 'connecting' }
  private readonly statusListeners = new Set<() => void>()
  private readonly joiners = new Set<() => void>()
  private readonly accessListeners = new Set<() => void>()

  constructor() {
    this.socket = io({
      path: '/socket.io',
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: 250,
      reconnectionDelayMax: 2000,
    })
    this.socket.on('connect', () => {
      this.setStatus({ state: 'connected' })
      for (const join of this.joiners) join()
    })
    this.socket.on('disconnect', () => {
      if (this.status.state !== 'ended')
        this.setStatus({ state: 'reconnecting', since: new Date() })
    })
    this.socket.on('connect_error', (error) => {
      if (error.message === 'unauthorized') this.setStatus({ state: 'ended' })
      else if (this.status.state === 'connecting') {
        this.setStatus({ state: 'reconnecting', since: new Date() })
      }
    })
    // Rooms of what became visible are joined, and whoever watches fetches once.
    this.socket.on('access.changed', () => {
      for (const join of this.joiners) join()
      for (const listener of this.accessListeners) listener()
    })
    this.socket.on('session.ended', () => this.setStatus({ state: 'ended' }))
  }

  getStatus = (): LiveStatus => this.status

  onStatus = (listener: () => void): (() => void) => {
    this.statusListeners.add(listener)
    return () => this.statusListeners.delete(listener)
  }

  /** Calls `listener` when the person's rights may have become other ones. */
  onAccessChanged(listener: () => void): () => void {
    this.accessListeners.add(listener)
    return () => this.accessListeners.delete(listener)
  }

  /** Calls `join` now if connected, and again after every reconnect, until the result is called. */
  whileConnected(join: () => void): () => void {
    this.joiners.add(join)
    if (this.socket.connected) join()
    return () => this.joiners.delete(join)
  }

  open(): void {
    this.socket.connect()
  }

  close(): void {
    this.socket.disconnect()
  }

  private setStatus(status: LiveStatus): void {
    this.status = status
    for (const listener of this.statusListeners) listener()
  }
}
