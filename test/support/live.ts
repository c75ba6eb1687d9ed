// A page's socket, as tests hold it.
import { io, type Socket } from 'socket.io-client'
import type { ClientToServerEvents, ServerToClientEvents } from '@/lib/live/events'

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** Connects with the given cookie; rejects when the server refuses. */
export function connect(url: string, cookie?: string, headers: Record<string, string> = {}) {
  const socket: LiveSocket = io(url, {
    path: '/socket.io',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...(cookie === undefined ? {} : { cookie }), ...headers },
  })
  return new Promise<LiveSocket>((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', (error) => {
      socket.close()
      reject(error)
    })
  })
}

/** Collects every event of a kind, from now on. */
export function record<E extends keyof ServerToClientEvents>(
  socket: LiveSocket,
  event: E,
): Parameters<ServerToClientEvents[E]>[0][] {
  const seen: Parameters<ServerToClientEvents[E]>[0][] = []
  const listener = (value: Parameters<ServerToClientEvents[E]>[0]) => void seen.push(value)
  socket.on(event, listener as never)
  return seen
}
