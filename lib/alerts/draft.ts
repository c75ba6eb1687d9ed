/** A rule while somebody writes it: numbers are still text, and every kind keeps what was typed. */
import type { AlertRuleItem } from '../api/alerts'
import type { ProjectKeys } from '../api/projects'
import { displayKey, isInternalKey } from '../metrics/keys'
import type { Stream } from '../metrics/seriesQuery'
import type { Condition, END_STATES, Severity } from './rule'

export type Kind = Condition['kind']
export type EndState = (typeof END_STATES)[number]

export interface RuleDraft {
  name: string
  severity: Severity
  kind: Kind
  stream: Stream
  /** As it is stored; empty where any key is meant, or none was named yet. */
  key: string
  op: '<' | '>'
  value: string
  rows: string
  goal: 'min' | 'max'
  minDelta: string
  steps: string
  minutes: string
  states: readonly EndState[]
}

const EMPTY: RuleDraft = {
  name: '',
  severity: 'WARN',
  kind: 'threshold',
  stream: 'history',
  key: '',
  op: '>',
  value: '',
  rows: '1',
  goal: 'min',
  minDelta: '0',
  steps: '1000',
  minutes: '10',
  states: ['failed', 'crashed'],
}

export function draftOf(rule: Pick<AlertRuleItem, 'name' | 'severity' | 'condition'> | null) {
  if (!rule) return EMPTY
  const { name, severity, condition } = rule
  const draft: RuleDraft = { ...EMPTY, name, severity, kind: condition.kind }
  switch (condition.kind) {
    case 'threshold': {
      const { stream, key, op, value, rows } = condition
      return { ...draft, stream, key, op, value: `${value}`, rows: `${rows}` }
    }
    case 'notFinite':
      return { ...draft, stream: condition.stream, key: condition.key ?? '' }
    case 'noImprovement': {
      const { key, goal, minDelta, steps } = condition
      return { ...draft, key, goal, minDelta: `${minDelta}`, steps: `${steps}` }
    }
    case 'stalled':
      return { ...draft, minutes: `${condition.minutes}` }
    case 'ended':
      return { ...draft, states: condition.states }
  }
}

/** Numbers that cannot be read are NaN: the server says which field wants one. */
export function conditionOf(draft: RuleDraft): Condition {
  const { kind, stream, key, op, goal } = draft
  switch (kind) {
    case 'threshold':
      return { kind, stream, key, op, value: readNumber(draft.value), rows: readNumber(draft.rows) }
    case 'notFinite':
      return { kind, stream, key: key === '' ? null : key }
    case 'noImprovement': {
      const minDelta = readNumber(draft.minDelta)
      return { kind, key, goal, minDelta, steps: readNumber(draft.steps) }
    }
    case 'stalled':
      return { kind, minutes: readNumber(draft.minutes) }
    case 'ended':
      return { kind, states: [...draft.states] }
  }
}

function readNumber(text: string): number {
  const plain = text.trim()
  return plain === '' ? NaN : Number(plain)
}

export interface KnownKey {
  key: string
  stream: Stream
}

/** Keys that a rule of this kind may watch. */
export function watchableKeys(kind: Kind, keys: ProjectKeys): KnownKey[] {
  const of = (stream: Stream) =>
    keys[stream].filter((key) => !isInternalKey(key)).map((key): KnownKey => ({ key, stream }))
  return kind === 'noImprovement' ? of('history') : [...of('history'), ...of('events')]
}

/** The key that somebody means who types what keys look like; it need not be logged yet. */
export function keyFrom(text: string, known: readonly KnownKey[]): KnownKey {
  const exact = known.find(({ key }) => key === text)
  const shown = exact ?? known.find(({ key }) => displayKey(key) === text)
  return shown ?? { key: text, stream: 'history' }
}

/** What to call a rule whose maker has given it no name. */
export function nameFor(condition: Condition): string {
  switch (condition.kind) {
    case 'threshold': {
      const { key, op } = condition
      return key === '' ? '' : `${displayKey(key)} too ${op === '>' ? 'high' : 'low'}`
    }
    case 'notFinite':
      return condition.key === null ? 'NaN or infinity' : `${displayKey(condition.key)} not finite`
    case 'noImprovement':
      return condition.key === '' ? '' : `${displayKey(condition.key)} no longer improves`
    case 'stalled':
      return 'Run stalls'
    case 'ended':
      return condition.states.length === 0 ? '' : `Run ${condition.states.join(' or ')}`
  }
}
