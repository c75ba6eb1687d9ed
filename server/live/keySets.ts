/** Sockets that want the same keys of a run form one room, so each message is written once. */
import { createHash } from 'node:crypto'

export interface KeySet {
  id: string
  keys: readonly string[]
}

export function keySetOf(keys: readonly string[]): KeySet {
  const sorted = [...new Set(keys)].sort()
  const id = createHash('sha1').update(JSON.stringify(sorted)).digest('base64url')
  return { id, keys: sorted }
}
