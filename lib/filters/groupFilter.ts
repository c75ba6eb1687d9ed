import { fromStorable } from '../json/storable'
import type { ColumnId } from '../runs/columns'
import { both, type Filter, type FilterValue } from './ast'

/**
 * The runs of a group: those with the given values (storable form, outermost first) in the first of
 * the keys; null: those without one.
 */
export function groupFilter(groupBy: readonly ColumnId[], path: readonly unknown[]): Filter {
  return both(
    ...path.map((stored, i): Filter => {
      const value = fromStorable(stored) as FilterValue
      return { kind: 'compare', key: groupBy[i]!, op: '=', value }
    }),
  )
}
