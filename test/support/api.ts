// The product's own API, as tests read what a run has become.
import { fromStorable } from '@/lib/json/storable'
import type { z } from 'zod'
import {
  consolePageSchema,
  type RunDetail,
  runDetailSchema,
  runFilesSchema,
  rowsSchema,
  type RunList,
  runListSchema,
  type RunState,
} from '@/lib/api/runs'
import type { SeriesQueryInput } from '@/lib/metrics/seriesQuery'
import { decodeSeries, type SeriesResult } from '@/lib/metrics/seriesWire'
import { until } from './until'
import { authorization, type Target } from './wandbClient'

export type Row = Record<string, unknown>

const PAGE = 10_000

export class Api {
  constructor(
    readonly target: Target,
    readonly entity = 'ada',
  ) {}

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('authorization', authorization(this.target.apiKey))
    return fetch(this.target.url + path, { ...init, headers })
  }

  private async get<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    const response = await this.fetch(path)
    const text = await response.text()
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${text.slice(0, 300)}`)
    return schema.parse(JSON.parse(text))
  }

  send(method: string, path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    return this.fetch(path, { method, headers, body: JSON.stringify(body) })
  }

  private project(name: string): string {
    return `/api/projects/${encodeURIComponent(this.entity)}/${encodeURIComponent(name)}`
  }

  runs(project: string): Promise<RunList> {
    return this.get(`${this.project(project)}/runs`, runListSchema)
  }

  /** Config and summary with NaN and infinities as numbers. */
  async run(project: string, name: string): Promise<RunDetail> {
    const path = `${this.project(project)}/runs/${encodeURIComponent(name)}`
    const run = await this.get(path, runDetailSchema)
    const plain = (tree: unknown) => fromStorable(tree) as Record<string, unknown>
    return { ...run, config: plain(run.config), summary: plain(run.summary) }
  }

  /** The run once it is in one of the states. */
  inState(project: string, name: string, states: RunState[], seconds = 30): Promise<RunDetail> {
    return until(
      `${name} to be ${states.join(' or ')}`,
      async () => {
        const run = await this.run(project, name)
        return states.includes(run.run.state) && run
      },
      seconds,
    )
  }

  /** Every row the run has logged. */
  async rows(id: number, stream: 'history' | 'events' = 'history', keys?: string[]) {
    const only = keys === undefined ? '' : `&keys=${keys.map(encodeURIComponent).join(',')}`
    const rows: Row[] = []
    for (;;) {
      const range = `from=${rows.length}&to=${rows.length + PAGE}`
      const page = await this.get(
        `/api/runs/${id}/rows?stream=${stream}&${range}${only}`,
        rowsSchema,
      )
      rows.push(...page.rows.map((row) => fromStorable(row) as Row))
      if (rows.length >= page.total || page.rows.length === 0) return rows
    }
  }

  async console(id: number): Promise<string[]> {
    return (await this.get(`/api/runs/${id}/console`, consolePageSchema)).lines
  }

  async files(id: number) {
    return (await this.get(`/api/runs/${id}/files`, runFilesSchema)).files
  }

  async series(query: SeriesQueryInput): Promise<SeriesResult[]> {
    const response = await this.send('POST', '/api/series', query)
    if (!response.ok) throw new Error(`series: ${response.status} ${await response.text()}`)
    return decodeSeries(await response.arrayBuffer(), query.keys)
  }
}
