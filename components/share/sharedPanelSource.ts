/** A line panel of a shared report gets its rows by the panel's id: the server knows what it shows. */
import { SeriesStore } from '@/components/panels/series/seriesStore'
import type { FetchGroups } from '@/components/panels/line/groupFeed'
import { type Place, sharedApi } from '@/lib/api/sharedClient'
import { linesMark } from '@/lib/api/sharedLines'
import type { SharedLineBody } from '@/lib/api/sharing'
import { expressionKeys, parseExpression } from '@/lib/panels/expression'
import {
  keysOf,
  type LineContent,
  type LineGroup,
  type LineSource,
} from '@/lib/panels/line/lineContent'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import { internDefinitions } from '@/lib/metrics/definitions'
import { groupKey, type RunOrGroup } from '@/lib/workspace/access'
import type { PanelListener, ShareConnection } from './shareConnection'

const MOST_BUCKETS = 5000
const NO_DEFINITIONS = internDefinitions([])

/** What is drawn, in the shape in which panels look it up elsewhere. */
export function lineContentOf(body: SharedLineBody, hidden: ReadonlySet<string>): LineContent {
  const { groups, names } = body
  return {
    sources: body.sources.map(sourceOf),
    groups:
      groups &&
      groups.map((group): LineGroup => ({
        key: groupOf(group.label),
        label: group.label,
        runs: new Set([group.id]),
        live: group.live ? [group.id] : [],
        hidden: group.hidden || hidden.has(group.label),
        color: group.color,
      })),
    names: names && ((run, key) => names[`${run}/${key}`]),
    leftOut: 0,
  }
}

function sourceOf({ kind, key }: SharedLineBody['sources'][number]): LineSource {
  if (kind === 'key') return { kind, key }
  const expression = parseExpression(key)
  return { kind, key, expression, keys: expressionKeys(expression) }
}

/** Gives the group its colour, as its values do elsewhere; visitors do not know them. */
const groupOf = (label: string): RunOrGroup => groupKey([label])

export function panelRuns(body: SharedLineBody, hidden: ReadonlySet<string>): PanelRun[] {
  return body.runs
    .filter(({ id }) => !hidden.has(String(id)))
    .map(({ id, label, number, color, live }) => ({
      id,
      name: String(id),
      displayName: label,
      number,
      color,
      state: live ? 'running' : 'finished',
      entity: '',
      project: '',
      createdAt: '',
      definitions: NO_DEFINITIONS,
    }))
}

const markOf = ({ sources, groups }: SharedLineBody) => linesMark(sources, groups)

/** The panel's rows, followed while `connection` is there. */
export class SharedPanelFeed implements PanelListener {
  readonly store: SeriesStore
  private body: SharedLineBody

  constructor(
    private place: Place,
    private readonly panel: string,
    body: SharedLineBody,
    connection: ShareConnection,
  ) {
    this.body = body
    this.store = new SeriesStore({
      fetch: (query) =>
        sharedApi.series(
          this.place,
          this.panel,
          {
            runs: query.runs,
            buckets: Math.min(MOST_BUCKETS, query.buckets ?? 1000),
            ...(query.range ? { range: query.range } : {}),
          },
          keysOf(this.body.sources.map(sourceOf)),
          markOf(this.body),
        ),
      isConnected: () => connection.isConnected(),
      subscribe: () => connection.follow(this.panel),
    })
  }

  setPlace(place: Place): void {
    this.place = place
  }

  setBody(body: SharedLineBody): void {
    const same = markOf(body) === markOf(this.body)
    this.body = body
    // What is known, or was refused, is of other lines.
    if (!same) this.store.connected()
  }

  grown(): void {
    const keys = keysOf(this.body.sources.map(sourceOf))
    const columns = Object.fromEntries(keys.map((key) => [key, { y: [] }]))
    for (const { id } of this.body.groups ?? []) {
      const { stream } = this.body.spec as LinePanelSpec
      const event = { run: id, stream, firstRow: 0, rows: 0, bucketRows: 1 }
      this.store.appended({ ...event, columns })
    }
  }

  groups: FetchGroups = (query, signal) => {
    const source = this.body.sources.findIndex(({ key, kind }) => {
      return key === query.key && (kind === 'formula') === (query.expression ?? false)
    })
    const { range, buckets = 250 } = query
    const asked = { source: Math.max(0, source), buckets, ...(range ? { range } : {}) }
    return sharedApi.groups(this.place, this.panel, asked, markOf(this.body), signal)
  }
}
