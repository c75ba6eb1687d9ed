import { describe, expect, it } from 'vitest'
import { initials, readOthers } from '@/lib/workspace/presence'

const user = { id: 2, username: 'ben', name: 'Ben B', color: '#1d6fb8' }
const own = { client: 1, username: 'anna' }

describe('the others in a workspace', () => {
  it('are those whom the server names, without oneself in other tabs', () => {
    const pointer = { axis: 'history _step', x: 3, run: 7 }
    const others = readOthers(
      new Map<number, unknown>([
        [1, { user }],
        [2, { user, pointer, place: { panel: 'history/loss' } }],
        [3, { user: { ...user, username: 'anna' } }],
        [4, { pointer }],
      ]),
      own,
    )
    expect(others).toEqual([
      {
        client: 2,
        user,
        pointer,
        place: { panel: 'history/loss', size: null },
        view: null,
        following: null,
      },
    ])
  })

  it('are shown without what cannot be read', () => {
    const states = new Map<number, unknown>([
      [2, { user, pointer: { axis: 'a', x: Infinity }, view: { zooms: 7 }, place: 'here' }],
      [3, 'nonsense'],
    ])
    expect(readOthers(states, own)).toMatchObject([
      { client: 2, pointer: null, place: null, view: { scroll: null, zooms: {} } },
    ])
  })

  it('have two letters each', () => {
    expect(['Ada Lovelace', 'ben', 'Jean le Rond', '', '數 學'].map(initials)).toEqual([
      'AL',
      'B',
      'JR',
      '?',
      '數學',
    ])
  })
})
