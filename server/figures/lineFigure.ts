/** Line charts: the same lines as on screen, asked for once. */
import { RE2JS } from 're2js'
import { chartCsv, groupsCsv } from '@/lib/charts/chartCsv'
import { chartDomains } from '@/lib/charts/lineDomains'
import { GeometryCache } from '@/lib/charts/lineGeometry'
import { stacked } from '@/lib/charts/stack'
import { svgLineChart } from '@/lib/charts/svgChart'
import type { ChartLine } from '@/lib/charts/types'
import { countOf } from '@/lib/format/number'
import { displayKey } from '@/lib/metrics/keys'
import { MAX_SERIES } from '@/lib/metrics/seriesQuery'
import type { PaletteTheme } from '@/lib/palette/runColors'
import { definedAxis } from '@/lib/panels/definedAxis'
import { parseLegendTemplate } from '@/lib/panels/legendTemplate'
import { groupLines } from '@/lib/panels/line/groupLines'
import { leftOutNote } from '@/lib/panels/line/leftOutNote'
import {
  drawnRuns,
  type FeedLine,
  keysOf,
  type LineContent,
  type LineGroup,
  type LineSource,
  rangeOf,
} from '@/lib/panels/line/lineContent'
import { groupsOf, matchedKeys, namesOf, sourcesOf } from '@/lib/panels/line/lookUp'
import { bucketsFor, chartOptions, groupBucketsFor } from '@/lib/panels/line/look'
import { RunLines } from '@/lib/panels/line/runLines'
import {
  type LinePanelSpec,
  panelTitle,
  type PanelSettings,
  resolveSettings,
} from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import { streamId } from '../metrics'
import type { Draw, FigureContext } from './drawing'
import { groupByOf, readValues, runsOf } from './runValues'

export const drawLine: Draw<'line'> = async (spec, context) => {
  const runs = runsOf(context.runSets)
  if (runs.length === 0) return { empty: 'No run is shown.' }
  const matched = await projectKeys(spec, context)
  const { sources, problems } = sourcesOf(spec, matched.keys)
  const keys = keysOf(sources)
  const content = { sources, ...(await contentOf(spec, context)) }
  const defined = spec.stream === 'history' ? definedAxis(keys, runs) : undefined
  const settings = resolveSettings(spec, context.defaults, defined?.x)
  const readings = content.groups
    ? await readGroups(spec, settings, sources, content.groups, context)
    : await readRuns(spec, settings, content, drawnRuns({ spec, content, runs }), context)
  const linesIn = (theme: PaletteTheme): ChartLine[] => {
    const all =
      'answers' in readings
        ? groupLines({
            ...{ spec, sources, theme, groups: readings.groups },
            answerOf: (source) => readings.answers.get(source),
          })
        : new RunLines().make(
            ...([
              spec,
              content,
              drawnRuns({ spec, content, runs }),
              readings.lines,
              theme,
            ] as const),
          )
    const shown = all.filter(({ result }) => result.buckets.length > 0)
    const limited = shown.slice(0, spec.limit ?? shown.length)
    const area = spec.area ?? 'none'
    return area === 'none' ? limited : stacked(limited, area === 'percent')
  }
  const lines = linesIn(context.theme)
  if (lines.length === 0) return { empty: emptyText(keys, matched.error ?? problems[0]) }
  const options = chartOptions(settings, spec, keys)
  const leftOut = context.runSets.reduce((sum, set) => sum + set.leftOut, 0)
  const domains = chartDomains(lines, options, null, new GeometryCache())
  const note = [
    leftOut > 0 && !content.groups && `${countOf(leftOut, 'run')} more`,
    content.leftOut > 0 && `${countOf(content.leftOut, 'run')} too many, in no group here`,
    ...leftOutNote(domains),
    matched.error,
    ...problems,
  ].filter(Boolean)
  return {
    svg: (look) =>
      svgLineChart(
        {
          ...{ title: panelTitle(spec), note: note.join(' · '), options, zoom: null },
          lines: linesIn(look.theme),
        },
        look,
      ),
    data: () => ({
      csv: (content.groups ? groupsCsv : chartCsv)(lines, settings.x, domains.x),
      line: { lines, options, x: settings.x },
    }),
  }
}

function emptyText(keys: readonly string[], problem: string | undefined): string {
  if (problem !== undefined) return problem
  return `No run here has logged ${keys.map(displayKey).join(', ')} yet.`
}

/** What a pattern finds among the keys of the run sets' projects. */
async function projectKeys(
  { keyPattern, stream }: LinePanelSpec,
  { services: { metrics }, runSets }: FigureContext,
): Promise<{ keys: readonly string[]; error: string | undefined }> {
  if (keyPattern === undefined) return { keys: [], error: undefined }
  const projects = [...new Set(runSets.map(({ projectId }) => projectId))]
  const found = await Promise.all(projects.map((id) => metrics.projectKeys(id, streamId(stream))))
  return matchedKeys(keyPattern, [...new Set(found.flat())], RE2JS)
}

async function contentOf(
  spec: LinePanelSpec,
  context: FigureContext,
): Promise<Pick<LineContent, 'names' | 'leftOut'> & { groups: readonly LineGroup[] | null }> {
  const by = groupByOf(spec.grouping?.by, context.runSets)
  const template = parseLegendTemplate(spec.legend?.template ?? '')
  if (by.length > 0) {
    const { all, look } = await readValues(context, by)
    return { ...groupsOf(all, by, look), names: undefined }
  }
  if (template.parts.length === 0) return { groups: null, names: undefined, leftOut: 0 }
  const { all } = await readValues(context, template.columns)
  const names = new Map(runsOf(context.runSets).map((run) => [run.id, run.displayName]))
  return { groups: null, names: namesOf(template, all, names), leftOut: 0 }
}

async function readRuns(
  spec: LinePanelSpec,
  settings: PanelSettings,
  { sources }: Pick<LineContent, 'sources'>,
  runs: readonly PanelRun[],
  { services: { metrics }, width }: FigureContext,
): Promise<{ lines: FeedLine[] }> {
  const keys = keysOf(sources)
  const range = rangeOf(settings)
  const buckets = bucketsFor(width, runs.length * sources.length)
  const lines: FeedLine[] = []
  const atOnce = Math.max(1, Math.floor(MAX_SERIES / Math.max(1, keys.length)))
  for (let at = 0; at < runs.length; at += atOnce) {
    const some = runs.slice(at, at + atOnce).map(({ id }) => id)
    const query = { stream: spec.stream, runs: some, keys, x: settings.x, buckets }
    for (const result of await metrics.series({ ...query, ...(range ? { range } : {}) })) {
      lines.push({ run: result.run, key: result.key, version: lines.length + 1, result })
    }
  }
  return { lines }
}

async function readGroups(
  spec: LinePanelSpec,
  settings: PanelSettings,
  sources: readonly LineSource[],
  groups: readonly LineGroup[],
  { services: { metrics }, width }: FigureContext,
) {
  const range = rangeOf(settings)
  const runs = groups.reduce((sum, group) => sum + group.runs.size, 0)
  const shape = {
    ...{ stream: spec.stream, x: settings.x, scale: settings.xScale },
    ...{ buckets: groupBucketsFor(width, runs), groups: groups.map((group) => [...group.runs]) },
    ...(range ? { range } : {}),
  }
  const answers = new Map<
    LineSource,
    { results: Awaited<ReturnType<typeof metrics.groups>>; version: number }
  >()
  if (groups.length === 0) return { groups, answers }
  for (const source of sources) {
    const question = { ...shape, key: source.key, expression: source.kind === 'formula' }
    answers.set(source, { results: await metrics.groups(question), version: answers.size + 1 })
  }
  return { groups, answers }
}
