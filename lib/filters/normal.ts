/** Filters without negations but at their leaves, for languages that know no others. */
import type { Filter } from './ast'

export type Condition = Exclude<Filter, { kind: 'and' | 'or' | 'not' }>

export interface Leaf {
  kind: 'leaf'
  filter: Condition
  negated: boolean
}

export interface Joined {
  kind: 'and' | 'or'
  /** Never of the same kind, and never just one. None: every run (and), or no run (or). */
  parts: Normal[]
  /** What it was made of. */
  source: Filter
}

export type Normal = Leaf | Joined

export function pushNegations(filter: Filter, negated = false): Normal {
  switch (filter.kind) {
    case 'not':
      return pushNegations(filter.filter, !negated)
    case 'and':
    case 'or': {
      const kind = (filter.kind === 'and') === negated ? 'or' : 'and'
      const source: Filter = negated ? { kind: 'not', filter } : filter
      return joined(
        kind,
        filter.filters.map((part) => pushNegations(part, negated)),
        source,
      )
    }
    default:
      return { kind: 'leaf', filter, negated }
  }
}

function joined(kind: 'and' | 'or', given: Normal[], source: Filter): Normal {
  const parts = given.flatMap((part) => (part.kind === kind ? part.parts : [part]))
  // Of the other kind and empty: decides all. Of the same kind and empty: says nothing, and is gone.
  const decided = parts.find((part) => part.kind !== 'leaf' && part.parts.length === 0)
  if (decided) return decided
  return parts.length === 1 ? parts[0]! : { kind, parts, source }
}

const MAX_CONDITIONS = 200

export class TooManyAlternatives extends Error {}

/**
 * One of the lists holds as a whole.
 *
 * @throws TooManyAlternatives when that takes more than 200 conditions
 */
export function alternatives(normal: Normal): Leaf[][] {
  if (normal.kind === 'leaf') return [[normal]]
  if (normal.kind === 'or') return bounded(normal.parts.flatMap(alternatives))
  return normal.parts
    .map(alternatives)
    .reduce(
      (all, next) => bounded(all.flatMap((one) => next.map((other) => [...one, ...other]))),
      [[]],
    )
}

function bounded(lists: Leaf[][]): Leaf[][] {
  if (lists.reduce((sum, list) => sum + list.length, 0) > MAX_CONDITIONS) {
    throw new TooManyAlternatives()
  }
  return lists
}
