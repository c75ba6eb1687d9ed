/**
 * The frames of a collaboration socket: y-websocket's, and two of our own that only clients with
 * `?ack=1` are sent. docs/formats/collab.md says what each means.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const COLLAB_PATH = '/collab/'

export const MessageType = {
  SYNC: 0,
  AWARENESS: 1,
  AUTH: 2,
  QUERY_AWARENESS: 3,
  ACK: 100,
  ROLE: 101,
} as const

export const SyncType = { STEP1: 0, STEP2: 1, UPDATE: 2 } as const

export type DocumentRole = 'write' | 'read'

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

/** @param payload a state vector for step 1, an update in format V1 for the others */
export function syncFrame(
  type: (typeof SyncType)[keyof typeof SyncType],
  payload: Uint8Array,
): Uint8Array {
  return frame(MessageType.SYNC, (encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, payload)
  })
}

export interface AwarenessEntry {
  client: number
  clock: number
  /** JSON; `null` says that the client is gone. */
  state: string
}

export function awarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  return frame(MessageType.AWARENESS, (encoder) => {
    const states = encoding.createEncoder()
    encoding.writeVarUint(states, entries.length)
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(states, client)
      encoding.writeVarUint(states, clock)
      encoding.writeVarString(states, state)
    }
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(states))
  })
}

/** @throws when the payload ends before its entries do */
export function readAwareness(payload: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(payload)
  const entries: AwarenessEntry[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    entries.push({ client, clock, state: decoding.readVarString(decoder) })
  }
  return entries
}

/** Says that a change was not taken; y-websocket prints the reason. */
export function rejectedFrame(reason: string): Uint8Array {
  return frame(MessageType.AUTH, (encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, reason)
  })
}

export interface Ack {
  /** How many of the connection's step 2 and update frames, from its first on, are durable. */
  frames: number
  /** State vector of what is durable. */
  stateVector: Uint8Array
}

export function ackFrame({ frames, stateVector }: Ack): Uint8Array {
  return frame(MessageType.ACK, (encoder) => {
    encoding.writeVarUint(encoder, frames)
    encoding.writeVarUint8Array(encoder, stateVector)
  })
}

/** Reads what follows the message type. */
export function readAck(decoder: decoding.Decoder): Ack {
  const frames = decoding.readVarUint(decoder)
  return { frames, stateVector: decoding.readVarUint8Array(decoder) }
}

export function roleFrame(role: DocumentRole): Uint8Array {
  return frame(MessageType.ROLE, (encoder) => {
    encoding.writeVarUint(encoder, role === 'write' ? 1 : 0)
  })
}

export function readRole(decoder: decoding.Decoder): DocumentRole {
  return decoding.readVarUint(decoder) === 1 ? 'write' : 'read'
}

/** Whether a frame that a client sends is one that the server counts and acknowledges. */
export function isCounted(data: Uint8Array): boolean {
  return data[0] === MessageType.SYNC && (data[1] === SyncType.STEP2 || data[1] === SyncType.UPDATE)
}
