/** Statistics of groups for one panel: asked once, and again when runs of the groups log. */
import type { GroupQueryInput } from '@/lib/metrics/groupQuery'
import type { GroupResult } from '@/lib/metrics/groupWire'
import type { XRange } from '../series/entry'
import type { FeedStatus } from '../series/panelFeed'
import type { SeriesStore } from '../series/seriesStore'
import type { LineSource } from '@/lib/panels/line/lineContent'

export type GroupShape = Required<Pick<GroupQueryInput, 'stream' | 'x' | 'scale' | 'buckets'>> & {
  range: XRange | null
}

export interface GroupFeedQuery extends GroupShape {
  sources: readonly LineSource[]
  groups: readonly { runs: ReadonlySet<number> }[]
  /** Runs of the groups that may log on. */
  live: readonly number[]
}

interface Answer {
  results: readonly GroupResult[]
  version: number
}

export type FetchGroups = (query: GroupQueryInput, signal: AbortSignal) => Promise<GroupResult[]>

/** Runs log more often than anybody reads a mean of them. */
const REST_MS = 2000

let nextVersion = 1

export class GroupFeed {
  private query: GroupFeedQuery | null = null
  private id = ''
  private visible = false
  private stale = true
  private loading: AbortController | null = null
  private error: unknown = undefined
  private answers = new Map<string, Answer>()
  private unhint: (() => void) | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private askedAt = -Infinity

  constructor(
    private readonly store: Pick<SeriesStore, 'hint'>,
    private readonly fetch: FetchGroups,
    private readonly onChange: () => void,
  ) {}

  /** Null when the panel draws no groups. Former answers stay until new ones are there. */
  setQuery(query: GroupFeedQuery | null): void {
    const id = query === null ? '' : idOf(query)
    const sameLive = JSON.stringify(query?.live) === JSON.stringify(this.query?.live)
    const sameGroups =
      query !== null &&
      query.groups.length === this.query?.groups.length &&
      query.x === this.query.x &&
      query.groups.every(({ runs }, i) => sameSet(runs, this.query!.groups[i]!.runs))
    this.query = query
    if (!sameGroups) this.answers.clear()
    if (!sameLive) this.listen()
    if (id === this.id) return
    this.id = id
    this.stale = true
    this.ask()
    this.onChange()
  }

  setVisible(visible: boolean): void {
    if (visible === this.visible) return
    this.visible = visible
    this.listen()
    if (visible) this.ask()
    else clearTimeout(this.timer)
  }

  retry(): void {
    this.stale = true
    this.ask()
  }

  dispose(): void {
    this.setVisible(false)
    this.loading?.abort()
    this.loading = null
  }

  answerOf(source: LineSource): Answer | undefined {
    return this.answers.get(sourceId(source))
  }

  status(): FeedStatus {
    const sources = this.query?.sources ?? []
    const answers = sources.map((source) => this.answerOf(source))
    return {
      total: sources.length,
      answered: answers.filter(Boolean).length,
      known: answers.some((answer) => answer?.results.some(({ runs }) => runs > 0)),
      error: this.error,
      refining: this.loading !== null,
    }
  }

  private listen(): void {
    this.unhint?.()
    this.unhint = null
    const { query } = this
    if (!this.visible || !query || query.live.length === 0) return
    const keys = query.sources.flatMap((one) => (one.kind === 'key' ? [one.key] : one.keys))
    this.unhint = this.store.hint(query.stream, query.live, keys, () => {
      this.stale = true
      this.askSoon()
    })
  }

  private askSoon(): void {
    const wait = Math.max(0, this.askedAt + REST_MS - performance.now())
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), wait)
  }

  private ask(): void {
    const { query } = this
    if (!this.visible || !this.stale || !query || query.groups.length === 0) return
    this.stale = false
    this.askedAt = performance.now()
    this.loading?.abort()
    const loading = new AbortController()
    this.loading = loading
    const { stream, x, scale, buckets, range } = query
    const groups = query.groups.map(({ runs }) => [...runs])
    const shape = {
      stream,
      x,
      scale,
      buckets,
      groups,
      ...(range ? { range: [range[0], range[1]] as [number | null, number | null] } : {}),
    }
    const each = query.sources.map(async (source) => {
      const question = { ...shape, key: source.key, expression: source.kind === 'formula' }
      const results = await this.fetch(question, loading.signal)
      return [sourceId(source), { results, version: nextVersion++ }] as const
    })
    Promise.all(each).then(
      (answers) => {
        if (this.loading !== loading) return
        this.loading = null
        this.error = undefined
        this.answers = new Map(answers)
        this.onChange()
        if (this.stale) this.askSoon()
      },
      (error: unknown) => {
        if (this.loading !== loading) return
        this.loading = null
        this.error = error
        this.onChange()
      },
    )
  }
}

const sourceId = ({ kind, key }: LineSource) => `${kind} ${key}`

function idOf({ sources, groups, stream, x, scale, buckets, range }: GroupFeedQuery): string {
  const runs = groups.map((group) => [...group.runs])
  return JSON.stringify([sources.map(sourceId), runs, stream, x, scale, buckets, range])
}

function sameSet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value))
}
