/** Specs of the panels that are no line charts. Plain JSON, kept by documents; ids are unique in one. */
import { z } from 'zod'
import { columnIdSchema } from '../runs/columns'
import { AGGREGATES, BANDS, panelBaseShape } from './panelBase'
import { axisRangeSchema, scaleKindSchema } from './linePanel'

const axisSchema = z.object({
  scale: scaleKindSchema.optional(),
  range: axisRangeSchema.nullable().optional(),
  title: z.string().max(256).optional(),
})
export type PanelAxis = z.infer<typeof axisSchema>

/** Absent: as the workspace's runs are grouped; empty: not at all. */
const groupBy = z.array(columnIdSchema).max(8).optional()

export const scatterPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('scatter'),
  x: columnIdSchema.nullable(),
  y: columnIdSchema.nullable(),
  /** Colours points by a third value; by run when null. */
  color: columnIdSchema.nullable().optional(),
  xAxis: axisSchema.optional(),
  yAxis: axisSchema.optional(),
  colorScale: scaleKindSchema.optional(),
  regression: z.boolean().optional(),
  /** Which way is better on each axis; null draws no front. */
  pareto: z
    .object({ x: z.enum(['min', 'max']), y: z.enum(['min', 'max']) })
    .nullable()
    .optional(),
  running: z.enum(['none', 'min', 'max', 'mean']).optional(),
  labels: z.boolean().optional(),
})
export type ScatterPanelSpec = z.infer<typeof scatterPanelSpecSchema>

export const barPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('bar'),
  columns: z.array(columnIdSchema).max(20),
  shape: z.enum(['bar', 'box', 'violin']).optional(),
  vertical: z.boolean().optional(),
  groupBy,
  aggregate: z.enum(AGGREGATES).optional(),
  band: z.enum(BANDS).optional(),
  sort: z.enum(['runs', 'ascending', 'descending']).optional(),
  limit: z.number().int().min(1).max(500).optional(),
  valueAxis: axisSchema.optional(),
})
export type BarPanelSpec = z.infer<typeof barPanelSpecSchema>

export const scalarPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('scalar'),
  column: columnIdSchema.nullable(),
  aggregate: z.enum([...AGGREGATES, 'last']).optional(),
  groupBy,
  /** The SDK's id of the run that others are compared with. */
  baseline: z.string().nullable().optional(),
  sparkline: z.boolean().optional(),
})
export type ScalarPanelSpec = z.infer<typeof scalarPanelSpecSchema>

export const histogramPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('histogram'),
  /** A logged histogram's key, or a column whose values over the runs are counted. */
  source: z.union([
    z.object({ kind: z.literal('key'), key: z.string().min(1) }),
    z.object({ kind: z.literal('column'), column: columnIdSchema }),
    z.object({ kind: z.literal('none') }),
  ]),
  /** Over steps as a heat map, or of one step (the last when null). */
  mode: z.enum(['step', 'overSteps']).optional(),
  step: z.number().nullable().optional(),
  bins: z.number().int().min(2).max(500).optional(),
  valueAxis: axisSchema.optional(),
})
export type HistogramPanelSpec = z.infer<typeof histogramPanelSpecSchema>

export const parallelPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('parallel'),
  axes: z
    .array(
      z.object({
        column: columnIdSchema,
        title: z.string().max(256).optional(),
        scale: scaleKindSchema.optional(),
        inverted: z.boolean().optional(),
        /** Brushed ranges, in values of the column; categories by their texts. */
        brushes: z
          .array(z.tuple([z.number(), z.number()]))
          .max(10)
          .optional(),
        kept: z.array(z.string()).max(500).optional(),
      }),
    )
    .max(30),
})
export type ParallelPanelSpec = z.infer<typeof parallelPanelSpecSchema>

export const importancePanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('importance'),
  target: columnIdSchema.nullable(),
  /** All config keys when absent. */
  parameters: z.array(columnIdSchema).max(500).optional(),
  correlation: z.enum(['pearson', 'spearman']).optional(),
  sort: z.enum(['importance', 'correlation', 'name']).optional(),
})
export type ImportancePanelSpec = z.infer<typeof importancePanelSpecSchema>

export const runComparerPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('runComparer'),
  onlyDifferences: z.boolean().optional(),
  baseline: z.string().nullable().optional(),
  sections: z.array(z.enum(['config', 'summary', 'metadata'])).optional(),
})
export type RunComparerPanelSpec = z.infer<typeof runComparerPanelSpecSchema>

export const codeComparerPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('codeComparer'),
  /** The SDK's ids of two runs; the first two drawn when absent. */
  runs: z.tuple([z.string().nullable(), z.string().nullable()]).optional(),
  file: z.string().optional(),
  layout: z.enum(['split', 'unified']).optional(),
})
export type CodeComparerPanelSpec = z.infer<typeof codeComparerPanelSpecSchema>

export const markdownPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('markdown'),
  text: z.string().max(100_000),
})
export type MarkdownPanelSpec = z.infer<typeof markdownPanelSpecSchema>

export const mediaPanelSpecSchema = z.object({
  ...panelBaseShape,
  type: z.literal('media'),
  keys: z.array(z.string().min(1)).max(50),
  layout: z.enum(['gallery', 'grid']).optional(),
  columns: z.number().int().min(1).max(12).optional(),
})
export type MediaPanelSpec = z.infer<typeof mediaPanelSpecSchema>
