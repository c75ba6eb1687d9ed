import { both, type Filter } from '@/lib/filters/ast'
import type { RunQueries } from '../runQuery'
import type { RunEntry } from '../runs'
import type { Rule } from './rules'

/** Whether a rule is about a run: asked when it fires, so configs and tags count as they are then. */
export type Matches = (rule: Pick<Rule, 'filter'>, run: RunEntry) => Promise<boolean>

export function matcher(queries: RunQueries): Matches {
  return async ({ filter }, run) => {
    if (filter === null) return true
    const itself: Filter = { kind: 'compare', key: 'run:name', op: '=', value: run.name }
    const found = await queries.ids(run.projectId, { filter: both(itself, filter), sort: [] })
    return found.includes(run.id)
  }
}
