// A visitor's socket, as tests hold it; every byte that it hears is kept.
import { io, type Socket } from 'socket.io-client'
import type { ShareClientEvents, ShareServerEvents } from '@/lib/live/shareEvents'

export type ShareSocket = Socket<ShareServerEvents, ShareClientEvents>

export interface Visitor {
  socket: ShareSocket
  /** Frames as they came. */
  heard: string[]
}

/** Rejects when the server refuses. */
export function visitBySocket(url: string, token: string, ticket = ''): Promise<Visitor> {
  const socket: ShareSocket = io(`${url}/share`, {
    path: '/socket.io',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token, ticket },
  })
  const heard: string[] = []
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ data }: { data?: unknown }) => heard.push(String(data)))
  })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve({ socket, heard }))
    socket.once('connect_error', (error) => {
      socket.close()
      reject(error)
    })
  })
}
