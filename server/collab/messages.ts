import * as decoding from 'lib0/decoding'
import { type AwarenessEntry, MessageType, readAwareness, SyncType } from '@/lib/collab/wire'

export type ClientMessage =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'step2' | 'update'; update: Uint8Array }
  | { kind: 'awareness'; entries: AwarenessEntry[] }
  | { kind: 'queryAwareness' }
  | { kind: 'other' }

/** @throws when the frame is none of y-websocket's */
export function readClientMessage(data: Uint8Array): ClientMessage {
  const decoder = decoding.createDecoder(data)
  switch (decoding.readVarUint(decoder)) {
    case MessageType.SYNC:
      return readSync(decoder)
    case MessageType.AWARENESS:
      return { kind: 'awareness', entries: readAwareness(decoding.readVarUint8Array(decoder)) }
    case MessageType.QUERY_AWARENESS:
      return { kind: 'queryAwareness' }
    case MessageType.AUTH:
      // Who somebody is was asked when the socket was opened.
      return { kind: 'other' }
    default:
      throw new Error('unknown message')
  }
}

function readSync(decoder: decoding.Decoder): ClientMessage {
  const type = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  if (type === SyncType.STEP1) return { kind: 'step1', stateVector: payload }
  if (type === SyncType.STEP2) return { kind: 'step2', update: payload }
  if (type === SyncType.UPDATE) return { kind: 'update', update: payload }
  throw new Error('unknown sync message')
}
