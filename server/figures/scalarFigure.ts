import { scalarCsv, scalarEmpty, scalarModel } from '@/lib/panels/scalar/scalarModel'
import { scalarSvg } from '@/lib/panels/scalar/scalarSvg'
import { titleOf } from '@/lib/panels/spec'
import type { Draw } from './drawing'
import { groupByOf, readValues } from './runValues'

export const drawScalar: Draw<'scalar'> = async (spec, context) => {
  const by = groupByOf(spec.groupBy, context.runSets)
  const columns = spec.column ? [spec.column, ...by] : by
  const { table, all, look: runSet } = await readValues(context, columns)
  const isHidden = (path: readonly string[]) =>
    path.some((key) => runSet.hidden.has(key as `group/${string}`))
  const model = scalarModel(spec, table, all, by, isHidden)
  const empty = scalarEmpty(spec, model)
  if (empty !== null) return { empty }
  if (!model) return { empty: 'There is nothing to draw.' }
  return {
    svg: (look) => scalarSvg(titleOf(spec), model, spec.sparkline ?? true, look),
    data: () => ({ csv: scalarCsv(model) }),
  }
}
