/** Configurations of W&B's panels as specs, and back. What has no place in a spec is not lost: importers keep the whole. */
import { z } from 'zod'
import { AGGREGATES, BANDS } from '../../panels/panelBase'
import { emptyPanel, type PanelSpec, panelSpecSchema, type PanelType } from '../../panels/spec'
import type { ColumnId } from '../../runs/columns'
import { mongoName } from '../../filters/mongo'
import { accessorOfColumn, columnOfAccessor } from './columns'
import { settingsFromWandb, settingsToWandb } from './settings'

export type Config = Record<string, unknown>

export const VIEW_TYPES: Partial<Record<PanelType, string>> = {
  line: 'Run History Line Plot',
  scatter: 'Scatter Plot',
  bar: 'Bar Chart',
  scalar: 'Scalar Chart',
  parallel: 'Parallel Coordinates Plot',
  importance: 'Parameter Importance',
  runComparer: 'Run Comparer',
  codeComparer: 'Code Comparer',
  media: 'Media Browser',
  markdown: 'Markdown Panel',
}

const text = z.string().min(1).optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)
const count = z.number().int().positive().optional().catch(undefined)
const texts = z.array(z.string().min(1)).optional().catch(undefined)
const one = <const T extends readonly string[]>(list: T) => z.enum(list).optional().catch(undefined)

const configSchema = z.object({
  chartTitle: text,
  metrics: texts,
  expressions: texts,
  metricRegex: text,
  useMetricRegex: flag,
  xAxis: text,
  yAxis: text,
  zAxis: text,
  xAxisTitle: text,
  yAxisTitle: text,
  xAxisLogScale: flag,
  yAxisLogScale: flag,
  zAxisLogScale: flag,
  showLinearRegression: flag,
  groupBy: text,
  groupAgg: one(AGGREGATES),
  groupArea: one(BANDS),
  aggregate: flag,
  limit: count,
  barLimit: count,
  plotType: one(['line', 'stacked-area', 'pct-area']),
  legendPosition: one(['north', 'south', 'east', 'west']),
  legendTemplate: text,
  vertical: flag,
  columns: z.array(z.record(z.string(), z.unknown())).optional().catch(undefined),
  targetKey: text,
  diffOnly: z.unknown().optional(),
  diff: one(['split', 'unified']),
  mediaKeys: texts,
  mode: one(['gallery', 'grid']),
  columnCount: count,
  value: z.string().optional().catch(undefined),
})
type Read = z.output<typeof configSchema>

const POSITIONS = { north: 'top', south: 'bottom', east: 'right', west: 'left' } as const
const AREAS = { 'stacked-area': 'stacked', 'pct-area': 'percent' } as const

/** Undefined for kinds of panels that are not known here, or say too little. */
export function specFromWandb(
  id: string,
  viewType: string,
  config: unknown,
): PanelSpec | undefined {
  const type = (Object.keys(VIEW_TYPES) as PanelType[]).find((one) => VIEW_TYPES[one] === viewType)
  const parsed = configSchema.safeParse(config)
  if (!type || !parsed.success) return undefined
  const { chartTitle } = parsed.data
  const spec = {
    ...emptyPanel(type, id),
    ...(chartTitle === undefined ? {} : { title: chartTitle.slice(0, 256) }),
    ...fieldsFrom(type, parsed.data, config),
  }
  const read = panelSpecSchema.safeParse(defined(spec))
  return read.success ? read.data : undefined
}

const column = (value: string | undefined): ColumnId | null => columnOfAccessor(value) ?? null
const columns = (values: readonly string[] = []) =>
  values.flatMap((value) => columnOfAccessor(value) ?? [])
const metricOf = (name: string) => name.replace(/^summary_metrics\./, '')
const scale = (log: boolean | undefined) => (log ? { scale: 'log' as const } : undefined)
/** `config:group`, or a config key alone. */
const grouped = (groupBy: string | undefined) => {
  if (groupBy === undefined || groupBy === 'None') return undefined
  const found = columnOfAccessor(groupBy.includes(':') ? groupBy : `config:${groupBy}`)
  return found && [found]
}

function fieldsFrom(type: PanelType, c: Read, config: unknown): Record<string, unknown> {
  switch (type) {
    case 'line': {
      const by = grouped(c.groupBy)
      return {
        keys: (c.metrics ?? []).map(metricOf),
        keyPattern: c.useMetricRegex ? c.metricRegex : undefined,
        expressions: c.expressions,
        settings: settingsFromWandb(config),
        grouping:
          c.aggregate || by || c.groupAgg || c.groupArea
            ? defined({ by, line: c.groupAgg, band: c.groupArea })
            : undefined,
        limit: c.limit && Math.min(500, c.limit),
        area: c.plotType && c.plotType !== 'line' ? AREAS[c.plotType] : undefined,
        xTitle: c.xAxisTitle,
        yTitle: c.yAxisTitle,
        legend:
          c.legendPosition || c.legendTemplate
            ? defined({
                position: c.legendPosition && POSITIONS[c.legendPosition],
                template: c.legendTemplate,
              })
            : undefined,
      }
    }
    case 'scatter':
      return {
        x: column(c.xAxis),
        y: column(c.yAxis),
        color: c.zAxis === undefined ? undefined : column(c.zAxis),
        xAxis: scale(c.xAxisLogScale),
        yAxis: scale(c.yAxisLogScale),
        colorScale: c.zAxisLogScale ? 'log' : undefined,
        regression: c.showLinearRegression,
      }
    case 'bar':
      return {
        columns: columns(c.metrics),
        vertical: c.vertical,
        groupBy: grouped(c.groupBy),
        aggregate: c.groupAgg,
        band: c.groupArea,
        limit: c.barLimit ?? c.limit,
      }
    case 'scalar':
      return { column: column(c.metrics?.[0]), aggregate: c.groupAgg }
    case 'parallel':
      return {
        axes: (c.columns ?? []).flatMap(({ accessor, displayName, inverted, log }) => {
          const found = columnOfAccessor(accessor)
          const title = typeof displayName === 'string' && displayName ? displayName : undefined
          if (!found) return []
          return [
            defined({ column: found, title, inverted: !!inverted || undefined, ...scale(!!log) }),
          ]
        }),
      }
    case 'importance':
      return { target: column(c.targetKey) }
    case 'runComparer':
      return { onlyDifferences: c.diffOnly !== undefined && c.diffOnly !== false }
    case 'codeComparer':
      return { layout: c.diff }
    case 'media':
      return { keys: c.mediaKeys ?? [], layout: c.mode, columns: c.columnCount }
    case 'markdown':
      return { text: c.value ?? '' }
    default:
      return {}
  }
}

function defined(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** Undefined for kinds of panels that W&B has not. */
export function specToWandb(spec: PanelSpec): { viewType: string; config: Config } | undefined {
  const viewType = VIEW_TYPES[spec.type]
  if (!viewType) return undefined
  const title = spec.title === undefined ? {} : { chartTitle: spec.title }
  return { viewType, config: { ...title, ...defined(configOf(spec)) } }
}

/** As bars and numbers have it. */
const metricName = (id: ColumnId) => mongoName(id)
const accessor = (id: ColumnId | null | undefined) => (id ? accessorOfColumn(id) : undefined)
const nameOf = (wanted: string, names: Record<string, string>) =>
  Object.keys(names).find((name) => names[name] === wanted)

function configOf(spec: PanelSpec): Config {
  switch (spec.type) {
    case 'line': {
      const { grouping, legend } = spec
      return {
        metrics: spec.keys,
        ...(spec.keyPattern ? { metricRegex: spec.keyPattern, useMetricRegex: true } : {}),
        expressions: spec.expressions,
        ...settingsToWandb(spec.settings),
        ...(grouping
          ? {
              aggregate: true,
              groupBy: accessor(grouping.by?.[0]),
              groupAgg: grouping.line,
              groupArea: grouping.band,
            }
          : {}),
        limit: spec.limit,
        plotType: spec.area && spec.area !== 'none' ? nameOf(spec.area, AREAS) : undefined,
        xAxisTitle: spec.xTitle,
        yAxisTitle: spec.yTitle,
        legendPosition: legend?.position && nameOf(legend.position, POSITIONS),
        legendTemplate: legend?.template,
      }
    }
    case 'scatter':
      return {
        xAxis: accessor(spec.x),
        yAxis: accessor(spec.y),
        zAxis: accessor(spec.color),
        xAxisLogScale: spec.xAxis?.scale === 'log' || undefined,
        yAxisLogScale: spec.yAxis?.scale === 'log' || undefined,
        zAxisLogScale: spec.colorScale === 'log' || undefined,
        showLinearRegression: spec.regression,
      }
    case 'bar':
      return {
        metrics: spec.columns.map(metricName),
        vertical: spec.vertical,
        groupBy: accessor(spec.groupBy?.[0]),
        groupAgg: spec.aggregate,
        groupArea: spec.band,
        barLimit: spec.limit,
      }
    case 'scalar':
      return {
        metrics: spec.column ? [metricName(spec.column)] : [],
        groupAgg: spec.aggregate === 'last' ? undefined : spec.aggregate,
      }
    case 'parallel':
      return {
        columns: spec.axes.map(({ column, title, inverted, scale }) =>
          defined({
            accessor: accessorOfColumn(column),
            displayName: title,
            inverted,
            log: scale === 'log' || undefined,
          }),
        ),
      }
    case 'importance':
      return { targetKey: accessor(spec.target) }
    case 'runComparer':
      return spec.onlyDifferences ? { diffOnly: 'split' } : {}
    case 'codeComparer':
      return { diff: spec.layout }
    case 'media':
      return { mediaKeys: spec.keys, mode: spec.layout, columnCount: spec.columns }
    case 'markdown':
      return { value: spec.text }
    default:
      return {}
  }
}
