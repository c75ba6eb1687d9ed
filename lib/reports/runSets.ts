/** Run sets of a report as they are read: which runs its panels draw, and how. */
import type * as Y from 'yjs'
import { z } from 'zod'
import type { RunOrGroup, RunSetState } from '../workspace/access'
import { comparePlaces, type Place } from '../workspace/place'
import { readRecords, type Tree } from '../workspace/records'
import {
  colorSchema,
  groupBySchema,
  readColumns,
  readCondition,
  searchSchema,
  sortSchema,
} from '../workspace/runSet'
import { recordsOf } from './document'
import { MAX_RUN_SET_NAME } from './limits'

/** What the panels draw in place of the runs as they are now. */
export interface FrozenRuns {
  /** When, as ISO 8601. */
  at: string
  /** What was kept of the runs; the server knows where. */
  data: string
  /** How many runs there were. */
  runs: number
  /** How far the furthest of them had come; null where no run said. */
  step: number | null
}

export interface ReportRunSet extends RunSetState {
  id: string
  name: string
  /** Whose runs; null: those of the project that the report is in. */
  project: { entity: string; name: string } | null
  /** Null: live. */
  frozen: FrozenRuns | null
  place: Place
}

const projectSchema = z
  .tuple([z.string().min(1).max(128), z.string().min(1).max(128)])
  .nullable()
  .catch(null)
const frozenSchema = z
  .tuple([
    z.object({
      at: z.iso.datetime(),
      data: z.string().min(1).max(200),
      runs: z.number().int().min(0),
      step: z.number().nullable().catch(null),
    }),
  ])
  .nullable()
  .catch(null)
const fieldsSchema = z.object({
  made: z.literal(true),
  name: z
    .string()
    .catch('')
    .transform((text) => text.slice(0, MAX_RUN_SET_NAME)),
  project: projectSchema,
  frozen: frozenSchema,
  place: z.tuple([z.string(), z.string()]).catch(['', '']),
  search: searchSchema,
  sort: sortSchema,
  groupBy: groupBySchema,
})

/** In the order in which the report lists them. */
export function readRunSets(doc: Y.Doc): ReportRunSet[] {
  const sets = [...readRecords(recordsOf(doc, 'runSets'))].flatMap(
    ([id, record]) => readRunSet(id, record) ?? [],
  )
  return sets.sort((a, b) => comparePlaces(a.place, b.place) || (a.id < b.id ? -1 : 1))
}

/** Undefined when there is none, whatever somebody still writes of it. */
export function readRunSet(id: string, record: Tree): ReportRunSet | undefined {
  const parsed = fieldsSchema.safeParse({ project: null, frozen: null, ...record })
  if (!parsed.success) return undefined
  const { name, project, frozen, place, search, sort, groupBy } = parsed.data
  return {
    id,
    name,
    project: project && { entity: project[0], name: project[1] },
    frozen: frozen && frozen[0],
    place,
    search,
    sort,
    groupBy,
    conditions: branch(record, 'conditions').flatMap(([key, value]) =>
      isTree(value) ? (readCondition(key, value) ?? []) : [],
    ),
    columns: readColumns(
      branch(record, 'columns').flatMap(([key, value]) => (isTree(value) ? [[key, value]] : [])),
    ),
    hidden: new Set(branch(record, 'hidden').map(([key]) => key as RunOrGroup)),
    colors: new Map(
      branch(record, 'colors').flatMap(([key, value]): [RunOrGroup, string][] =>
        colorSchema.safeParse(value).success ? [[key as RunOrGroup, value as string]] : [],
      ),
    ),
  }
}

const isTree = (value: unknown): value is Tree =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function branch(record: Tree, name: string): [string, unknown][] {
  const tree = record[name]
  return isTree(tree) ? Object.entries(tree) : []
}
