/** One rule's look at rows of one run. */
import { type Firing, isOngoing, observe } from '@/lib/alerts/evaluate'
import type { RowCondition } from '@/lib/alerts/rule'
import { STEP_KEY } from '@/lib/metrics/keys'
import type { Row } from '../metrics'
import type { Rule } from './rules'
import type { State } from './states'

export interface Reader {
  rule: Rule
  condition: RowCondition
  state: State
}

export interface Fired {
  reader: Reader
  firing: Firing
}

/** Lets the rule see rows that begin with `first`, each once. */
export function lookAt(reader: Reader, batch: readonly Row[], first: number): Fired[] {
  const { condition, state } = reader
  const fired: Fired[] = []
  const end = first + batch.length
  for (let row = Math.max(first, state.nextRow); row < end; row++) {
    // By now, before a new row changes how things stand.
    if (row >= state.silentBelow) tellSilenced(reader, fired)
    const values = batch[row - first]!
    const at = values.get(STEP_KEY)
    const step = typeof at === 'number' && Number.isFinite(at) ? at : null
    const keys = condition.key === null ? values.keys() : [condition.key]
    for (const key of keys) {
      const value = values.get(key)
      if (typeof value !== 'number') continue
      const firing = observe(condition, state.memory, { row, step, key, value })
      if (!firing) continue
      if (row >= state.silentBelow) fired.push({ reader, firing })
      else state.silenced = firing
    }
  }
  state.nextRow = Math.max(state.nextRow, end)
  if (state.nextRow >= state.silentBelow) tellSilenced(reader, fired)
  return fired
}

/** Of what is older than the rule only what is still so is told. */
function tellSilenced(reader: Reader, fired: Fired[]): void {
  const { state } = reader
  if (state.silenced && isOngoing(state.memory)) fired.push({ reader, firing: state.silenced })
  state.silenced = null
}
