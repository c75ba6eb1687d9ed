import { runColor } from '@/lib/palette/runColors'
import {
  comparedMetadata,
  comparedParts,
  comparedValues,
  MOST_METADATA,
  MOST_RUNS,
} from '@/lib/panels/runComparer/comparedKeys'
import { comparisonCsv, comparisonSvg } from '@/lib/panels/runComparer/comparisonSvg'
import { titleOf } from '@/lib/panels/spec'
import type { ColumnId } from '@/lib/runs/columns'
import { comparisonRows, type ComparisonSection } from '@/lib/runs/comparison'
import { runKey } from '@/lib/workspace/access'
import type { Draw, FigureContext } from './drawing'
import { readValues, runsOf } from './runValues'

const SECTIONS: readonly ComparisonSection[] = ['config', 'summary', 'metadata']
/** As on screen before anybody opens it. */
const CLOSED: ReadonlySet<string> = new Set(['metadata'])

export const drawRunComparer: Draw<'runComparer'> = async (spec, context) => {
  const { runQueries } = context.services
  const sections = spec.sections ?? SECTIONS
  const projects = [...new Set(context.runSets.map(({ projectId }) => projectId))]
  const known = await Promise.all(projects.map((id) => runQueries.columns(id)))
  const ids: ColumnId[] = [...new Set(known.flatMap((columns) => columns.map(({ id }) => id)))]
  const tables = []
  for (const part of comparedParts(ids, sections)) tables.push(await readValues(context, part))
  const first = tables[0]
  const runs = (first?.table.runs ?? []).slice(0, MOST_RUNS)
  if (!first || runs.length === 0) return { empty: 'No run is drawn.' }
  const drawn = tables.map(({ table }) => table)
  const keys = comparedValues(drawn, runs, sections)
  if (sections.includes('metadata') && sections.length === 1) {
    keys.push(
      ...comparedMetadata(
        await metadataOf(
          context,
          runs.map(({ id }) => id),
        ),
        runs,
      ),
    )
  }
  const closed = sections.length === 1 ? new Set<string>() : CLOSED
  const view = { onlyDifferences: spec.onlyDifferences ?? false, search: '', closed }
  const rows = comparisonRows(keys, view)
  const chosen = new Map(runsOf(context.runSets).map((run) => [run.id, run.color]))
  const baseline = Math.max(
    0,
    runs.findIndex(({ name }) => name === spec.baseline),
  )
  return {
    svg: (look) => {
      const colors = runs.map(({ id, number }) => {
        const own = first.look.colors.get(runKey(id)) ?? chosen.get(id)
        return own ?? runColor(number, look.theme)
      })
      return comparisonSvg({ title: titleOf(spec), runs, colors, rows, baseline }, look)
    },
    data: () => ({ csv: comparisonCsv(runs, keys) }),
  }
}

async function metadataOf(
  { services: { prisma } }: FigureContext,
  ids: readonly number[],
): Promise<(Record<string, unknown> | undefined)[]> {
  const asked = ids.slice(0, MOST_METADATA)
  const found = await prisma.run.findMany({
    where: { id: { in: asked } },
    select: { id: true, metadata: true },
  })
  const byId = new Map(found.map(({ id, metadata }) => [id, metadata]))
  return asked.map((id) => (byId.get(id) ?? undefined) as Record<string, unknown> | undefined)
}
