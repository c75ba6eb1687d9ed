import type { z } from 'zod'
import type { runSetQuerySchema } from '../api/runQuery'
import { filterOf } from '../workspace/runSet'
import type { ReportRunSet } from './runSets'

type Query = Pick<z.output<typeof runSetQuerySchema>, 'filter' | 'search' | 'sort'>

/** Which runs of its project a run set means, in its order. */
export function queryOf({
  conditions,
  search,
  sort,
}: Pick<ReportRunSet, 'conditions' | 'search' | 'sort'>): Query {
  return {
    filter: filterOf(conditions),
    sort: [...sort],
    ...(search.trim() === '' ? {} : { search }),
  }
}

/** The same of what it draws: what is frozen matched when it was, whatever filters say of today. */
export function drawnQueryOf(runSet: ReportRunSet): Query {
  return runSet.frozen ? { sort: [...runSet.sort] } : queryOf(runSet)
}
