import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'

/** A socket of a client that takes everything at once: what is left is the server's own work. */
export class MemorySocket extends EventEmitter {
  readonly OPEN = 1
  readonly readyState = 1
  readonly bufferedAmount = 0
  sent = 0

  send(): void {
    this.sent++
  }
  pause(): void {}
  resume(): void {}
  ping(): void {}
  close(): void {}
  terminate(): void {}

  asWebSocket(): WebSocket {
    return this as unknown as WebSocket
  }
}
