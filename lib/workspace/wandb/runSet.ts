/** W&B's run sets: which runs, in which order and groups, with which columns beside them. */
import { z } from 'zod'
import type { SortKey } from '../../api/runQuery'
import type { Filter } from '../../filters/ast'
import { fromReportFilter, toReportFilter } from '../../filters/report'
import type { ColumnId } from '../../runs/columns'
import type { RunSetState } from '../access'
import { comparePlaces } from '../place'
import { filterOf } from '../runSet'
import { accessorOfColumn, columnOfAccessor, columnOfKey, keyOfColumn } from './columns'

type Json = Record<string, unknown>

export interface ImportedRunSet {
  filter: Filter
  search: string
  sort: SortKey[]
  groupBy: ColumnId[]
  columns: { id: ColumnId; pinned: boolean; shown: boolean; width: number | undefined }[]
  /** What could not be taken over, in words. */
  left: string[]
}

const list = z.array(z.unknown()).catch([])
const tree = z.record(z.string(), z.unknown()).catch({})
const runSetSchema = z.object({
  search: z.object({ query: z.string().catch(''), isRegex: z.boolean().catch(false) }).catch({
    query: '',
    isRegex: false,
  }),
  filters: z.unknown().optional(),
  grouping: list,
  sort: z.object({ keys: list }).catch({ keys: [] }),
  runFeed: z
    .object({ columnVisible: tree, columnPinned: tree, columnWidths: tree, columnOrder: list })
    .partial()
    .catch({}),
})

/** Anything may be handed in; what is no run set means every run. */
export function importRunSet(value: unknown): ImportedRunSet {
  const { search, filters, grouping, sort, runFeed } = runSetSchema.parse(tree.parse(value))
  const { filter, left } = fromReportFilter(filters)
  return {
    filter,
    search: search.isRegex && search.query ? `/${search.query}/` : search.query,
    sort: sort.keys.flatMap((one): SortKey[] => {
      const { key, ascending } = tree.parse(one)
      const column = columnOfKey(key)
      return column ? [{ column, descending: ascending !== true }] : []
    }),
    groupBy: grouping.flatMap((key) => columnOfKey(key) ?? []),
    columns: importColumns(runFeed),
    left,
  }
}

function importColumns(feed: z.output<typeof runSetSchema>['runFeed']) {
  const { columnVisible = {}, columnPinned = {}, columnWidths = {}, columnOrder = [] } = feed
  const names = new Set([
    ...columnOrder.filter((name) => typeof name === 'string'),
    ...Object.keys(columnVisible),
    ...Object.keys(columnPinned),
  ])
  return [...names].flatMap((name): ImportedRunSet['columns'] => {
    const id = columnOfAccessor(name)
    if (!id) return []
    const width = columnWidths[name]
    return [
      {
        id,
        shown: columnVisible[name] !== false,
        pinned: columnPinned[name] === true,
        width: typeof width === 'number' && width >= 20 && width <= 2000 ? width : undefined,
      },
    ]
  })
}

/**
 * What a run set says, over what it was imported from.
 * @param left what cannot be said, in words, is added
 */
export function exportRunSet(
  runs: Pick<RunSetState, 'search' | 'sort' | 'groupBy' | 'conditions' | 'columns'>,
  before: Json,
  left: string[],
): Json {
  const { filter, left: unsaid } = toReportFilter(filterOf(runs.conditions))
  if (unsaid.length > 0) left.push('parts of the filter')
  const regex = /^\/(.*)\/$/s.exec(runs.search)
  const feed = object(before['runFeed'])
  const columns = [...runs.columns].sort((a, b) => comparePlaces(a.place, b.place))
  const by = (value: (column: (typeof columns)[number]) => unknown) =>
    Object.fromEntries(
      columns.flatMap((column) => {
        const said = value(column)
        return said === undefined ? [] : [[accessorOfColumn(column.id), said]]
      }),
    )
  return {
    ...before,
    search: regex ? { query: regex[1], isRegex: true } : { query: runs.search },
    filters: filter,
    grouping: runs.groupBy.map(keyOfColumn),
    sort: {
      keys: runs.sort.map(({ column, descending }) => ({
        key: keyOfColumn(column),
        ascending: !descending,
      })),
    },
    runFeed: {
      version: 2,
      pageSize: 10,
      onlyShowSelected: false,
      ...feed,
      columnVisible: by(({ shown }) => shown),
      columnPinned: by(({ pinned }) => pinned || undefined),
      columnWidths: by(({ width }) => width),
      columnOrder: columnOrder(
        columns.map(({ id }) => accessorOfColumn(id)),
        feed,
      ),
    },
  }
}

/** W&B orders only some columns, the others follow: as it was, unless somebody moved one. */
function columnOrder(ours: readonly string[], feed: Json): readonly string[] {
  const before = Array.isArray(feed['columnOrder']) ? (feed['columnOrder'] as unknown[]) : []
  const listed = before.filter((name) => typeof name === 'string')
  const following = { ...object(feed['columnVisible']), ...object(feed['columnPinned']) }
  const same =
    listed.every((name, i) => ours[i] === name) &&
    ours.slice(listed.length).every((name) => name in following)
  return same ? listed : ours
}

function object(value: unknown): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {}
}
