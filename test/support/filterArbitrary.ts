// Random runs, and random filters that have something to say about them.
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { COMPARISONS, type Filter, type FilterValue } from '@/lib/filters/ast'
import type { FilterableRun } from '@/lib/filters/evaluate'
import { toStorable } from '@/lib/json/storable'
import type { ColumnId } from '@/lib/runs/columns'
import type { SeededRun } from './seedRuns'

/** Few values, so that filters meet them; odd ones, so that every kind is compared with every other. */
const TEXTS = [
  '',
  'a',
  'A',
  'b',
  'baseline',
  "'; DROP TABLE run; --",
  '%_',
  '\\',
  'é',
  '\u{1f680}',
  '\uffee',
  '0.1',
  'true',
  '/x/',
  '"',
  '$1',
]
const NUMBERS = [0, -0, 0.1, 1, -1, 1e-3, 1e300, 123456789012, 2 ** 53]
export const texts = fc.constantFrom(...TEXTS)
const numbers = fc.constantFrom(...NUMBERS)

const leaf = fc.oneof(
  texts,
  numbers,
  fc.boolean(),
  fc.constantFrom(NaN, Infinity, -Infinity, null, 'nul\u0000', '\ud800'),
)
const value = fc.oneof(
  { weight: 6, arbitrary: leaf },
  fc.array(fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('b', 'c', '$num', '0'), leaf, { maxKeys: 2 }),
)
const KEYS = ['a', 'b', 'odd key', 'x/y', 'p.q', '0']
const tree = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 5 })

/** Whole milliseconds, as the database keeps them. */
const dates = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:01:30.250Z',
  '2026-06-01T12:00:00.001Z',
)
const date = dates.map((text) => new Date(text))

export const seededRun: fc.Arbitrary<SeededRun> = fc.record({
  displayName: texts,
  state: fc.constantFrom('running', 'finished', 'failed', 'crashed'),
  tags: fc.uniqueArray(
    texts.filter((text) => text !== ''),
    { maxLength: 3 },
  ),
  notes: texts,
  group: fc.option(texts),
  jobType: fc.option(texts),
  config: tree,
  summary: tree,
  createdAt: date,
  finishedAt: date.map((at) => new Date(at.getTime() + 3_600_000)),
})

const FIELDS: ColumnId[] = [
  'run:displayName',
  'run:state',
  'run:tags',
  'run:notes',
  'run:group',
  'run:jobType',
  'run:number',
  'run:createdAt',
  'run:finishedAt',
  'run:duration',
  'run:user',
]
const PATHS = [
  'a',
  'b',
  'a.b',
  'a.$num',
  'a.0',
  'odd key',
  'x/y',
  'p\\.q',
  'p.q',
  '0',
  'nothing',
  'nul\u0000',
]
const keys = fc.oneof(
  fc.constantFrom(...FIELDS),
  fc.constantFrom(...PATHS.flatMap((path): ColumnId[] => [`config:${path}`, `summary:${path}`])),
)
const values: fc.Arbitrary<FilterValue> = fc.oneof(
  texts,
  numbers,
  fc.boolean(),
  fc.constant(null),
  dates,
  fc.constantFrom('running', 'finished', 3600, 3, 'not a date', 'nul\u0000'),
)

export const filterArbitrary: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'filter' },
    fc.record({
      kind: fc.constant('compare' as const),
      key: keys,
      op: fc.constantFrom(...COMPARISONS),
      value: values,
    }),
    fc.record({
      kind: fc.constant('in' as const),
      key: keys,
      values: fc.array(values, { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('has' as const), key: keys, value: texts }),
    fc.record({
      kind: fc.constant('matches' as const),
      key: keys,
      pattern: fc.constantFrom('', 'a', '^A$', '[0-9]', '(?i)BASE', '\\\\'),
    }),
    fc.record({ kind: fc.constant('exists' as const), key: keys }),
    fc.record({
      kind: fc.constant('within' as const),
      key: keys,
      seconds: fc.constantFrom(1, 1e9, 1e300),
    }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      filters: fc.array(tie('filter'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }),
  ),
})).filter

/** A seeded run as filters see it once it is in the database. */
export function asRun(run: SeededRun, number: number): FilterableRun {
  const [created, finished] = [run.createdAt!, run.finishedAt!]
  const config = Object.fromEntries(
    Object.entries(run.config ?? {}).map(([key, value]) => [key, { value: toStorable(value) }]),
  )
  return {
    fields: {
      name: `run-${number}`,
      displayName: run.displayName!,
      number,
      state: run.state!,
      tags: run.tags!,
      notes: run.notes!,
      user: 'ada',
      group: run.group ?? null,
      jobType: run.jobType ?? null,
      host: null,
      program: null,
      commit: null,
      sweep: null,
      createdAt: created.toISOString(),
      heartbeatAt: created.toISOString(),
      finishedAt: finished.toISOString(),
      duration: (finished.getTime() - created.getTime()) / 1000,
    },
    config,
    summary: toStorable(run.summary ?? {}),
  }
}

export const around = {
  now: Date.now(),
  finds: (pattern: string, text: string) => RE2JS.compile(pattern).matcher(text).find(),
}
