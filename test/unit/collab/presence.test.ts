import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { COLLAB_LIMITS } from '@/lib/collab/limits'
import { type AwarenessEntry, awarenessFrame, readAwareness } from '@/lib/collab/wire'
import { PresenceBoard, type PresenceSocket } from '@/server/collab/presence'

class Person implements PresenceSocket {
  heard: AwarenessEntry[][] = []
  constructor(
    readonly userId: number,
    readonly name: string,
  ) {}
  get presenceUser() {
    return { id: this.userId, username: this.name, name: this.name, color: '#000000' }
  }
  sendAwareness(frame: Uint8Array): void {
    // Type and length come before the states.
    const length = frame[1]! < 128 ? 1 : 2
    this.heard.push(readAwareness(frame.subarray(1 + length)))
  }
}

const ada = new Person(1, 'ada')
const bob = new Person(2, 'bob')
const entry = (client: number, clock: number, state: object | null = {}) => ({
  client,
  clock,
  state: JSON.stringify(state),
})

let board: PresenceBoard
let now = 0
beforeEach(() => {
  vi.useFakeTimers()
  now = 0
  ada.heard = []
  bob.heard = []
  board = new PresenceBoard(
    () => [ada, bob],
    () => now,
  )
})
afterEach(() => {
  board.close()
  vi.useRealTimers()
})
const tick = () => vi.advanceTimersByTime(COLLAB_LIMITS.awarenessEveryMs)

describe('who is in a document', () => {
  it('is told to the others once for all changes of a moment', () => {
    for (let i = 1; i <= 30; i++) board.receive(ada, [entry(10, i, { pointer: i })])
    tick()
    expect(ada.heard).toEqual([])
    expect(bob.heard).toHaveLength(1)
    expect(JSON.parse(bob.heard[0]![0]!.state)).toEqual({ user: ada.presenceUser, pointer: 30 })
  })

  it('is seen by others before the first movement', () => {
    const awareness = new Awareness(new Y.Doc())
    // The state that every client of y-protocols begins with.
    board.receive(ada, [entry(10, 0)])
    tick()
    const heard = bob.heard[0]!
    applyAwarenessUpdate(awareness, awarenessFrame(heard).subarray(2), 'server')
    expect(awareness.getStates().get(10)).toEqual({ user: ada.presenceUser })
    awareness.destroy()
  })

  it('is not told again by those who heard it', () => {
    board.receive(ada, [entry(10, 1, { place: 'a' })])
    board.receive(bob, [entry(20, 1)])
    tick()
    const before = ada.heard.length + bob.heard.length
    board.receive(bob, [entry(10, 1, { place: 'a' })])
    board.receive(bob, [entry(10, 99, { place: 'forged' }), entry(10, 100, null)])
    tick()
    expect(ada.heard.length + bob.heard.length).toBe(before)
  })

  it('comes back with a clock that is news to those who saw them leave', () => {
    board.receive(ada, [entry(10, 7, { place: 'a' })])
    tick()
    board.leave(ada)
    tick()
    board.receive(ada, [entry(10, 7, { place: 'a' })])
    tick()
    const clocks = bob.heard.map(([heard]) => heard!.clock)
    expect(bob.heard.map(([heard]) => heard!.state === 'null')).toEqual([false, true, false])
    expect(clocks[1]).toBeGreaterThan(clocks[0]!)
    expect(clocks[2]).toBeGreaterThan(clocks[1]!)
  })

  it('is nobody who has fallen silent', () => {
    board.receive(ada, [entry(10, 1)])
    tick()
    now += COLLAB_LIMITS.awarenessStaleMs + 1
    board.sweep()
    tick()
    expect(bob.heard.at(-1)).toEqual([expect.objectContaining({ client: 10, state: 'null' })])
    bob.heard = []
    board.welcome(bob)
    expect(bob.heard).toEqual([])
  })
})
