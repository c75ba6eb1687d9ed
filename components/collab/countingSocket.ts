import { isCounted, SyncType } from '@/lib/collab/wire'

export interface SocketHooks {
  /** A new connection: the server counts from nothing. */
  opened(): void
  /** Just before a frame that the server counts goes out. */
  sent(kind: 'step2' | 'update'): void
}

/** A WebSocket class that tells of the frames which the server acknowledges by their number. */
export function countingSocket(hooks: SocketHooks): typeof WebSocket {
  return class CountingSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('open', () => hooks.opened())
    }

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): void {
      if (data instanceof Uint8Array && isCounted(data)) {
        hooks.sent(data[1] === SyncType.STEP2 ? 'step2' : 'update')
      }
      super.send(data)
    }
  }
}
