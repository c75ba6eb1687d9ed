// A client that speaks W&B's protocol as the SDK does, for tests and benchmarks that need to decide
// every byte. Tests of the real SDK are in test/sdk.
export interface Target {
  url: string
  apiKey: string
}

export interface RunOptions {
  entity?: string
  project?: string
  name?: string
  displayName?: string
  config?: Record<string, unknown>
  tags?: string[]
  group?: string
}

export interface Logged {
  status: number
  body: Record<string, unknown>
  retryAfter: string | null
}

export function authorization(apiKey: string): string {
  return `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`
}

export async function graphql<T = Record<string, unknown>>(
  target: Target,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ status: number; data: T | null; errors?: { message: string }[] }> {
  const response = await fetch(`${target.url}/graphql`, {
    method: 'POST',
    headers: { authorization: authorization(target.apiKey), 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return { status: response.status, ...((await response.json()) as { data: T | null }) }
}

const UPSERT = `mutation UpsertBucket($name: String, $project: String, $entity: String, $displayName: String,
  $config: JSONString, $host: String, $tags: [String!], $groupName: String) {
  upsertBucket(input: {name: $name, modelName: $project, entityName: $entity, displayName: $displayName,
    config: $config, host: $host, tags: $tags, groupName: $groupName}) {
    bucket { id name displayName historyLineCount project { name entity { name } } } inserted
  }
}`

const REWIND = `mutation RewindRun($name: String!, $entity: String, $project: String, $step: Float!) {
  rewindRun(input: {runName: $name, entityName: $entity, projectName: $project, metricName: "_step",
    metricValue: $step}) { rewoundRun { id historyLineCount } }
}`

interface Rewound {
  rewindRun: { rewoundRun: { historyLineCount: number } }
}

interface Upserted {
  upsertBucket: {
    bucket: {
      id: string
      name: string
      historyLineCount: number
      project: { name: string; entity: { name: string } }
    }
    inserted: boolean
  }
}

/** One run, with line counters as the SDK keeps them. */
export class WandbRun {
  historyLine: number
  eventsLine = 0
  consoleLine = 0

  private constructor(
    readonly target: Target,
    readonly entity: string,
    readonly project: string,
    readonly name: string,
    historyLine: number,
  ) {
    this.historyLine = historyLine
  }

  static async start(target: Target, options: RunOptions = {}): Promise<WandbRun> {
    const { config, group, ...rest } = options
    const wrapped = Object.entries(config ?? {}).map(([key, value]) => [key, { value }])
    const answer = await graphql<Upserted>(target, UPSERT, {
      project: 'test',
      host: 'testhost',
      ...rest,
      groupName: group ?? null,
      config: JSON.stringify(Object.fromEntries(wrapped)),
    })
    if (!answer.data?.upsertBucket) throw new Error(JSON.stringify(answer))
    const { bucket } = answer.data.upsertBucket
    const { project, name, historyLineCount } = bucket
    return new WandbRun(target, project.entity.name, project.name, name, historyLineCount)
  }

  /** A run that begins with the rows of this one up to a step. */
  fork(step: number, options: RunOptions = {}): Promise<WandbRun> {
    const branch_point = { run_id: this.name, step }
    const { entity, project } = this
    const config = { ...options.config, _wandb: { branch_point } }
    return WandbRun.start(this.target, { entity, project, ...options, config })
  }

  /** Takes the run back to a step, as `resume_from` does. */
  async rewind(step: number): Promise<void> {
    const { entity, project, name } = this
    const answer = await graphql<Rewound>(this.target, REWIND, { name, entity, project, step })
    if (!answer.data?.rewindRun) throw new Error(JSON.stringify(answer))
    this.historyLine = answer.data.rewindRun.rewoundRun.historyLineCount
  }

  get path(): string {
    const segments = [this.entity, this.project, this.name].map(encodeURIComponent)
    return `/files/${segments.join('/')}/file_stream`
  }

  async post(body: unknown): Promise<Logged> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(this.target.url + this.path, {
      method: 'POST',
      headers: {
        authorization: authorization(this.target.apiKey),
        'content-type': 'application/json',
      },
      body: text,
    })
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      retryAfter: response.headers.get('retry-after'),
    }
  }

  /** Rows as objects (NaN and infinities allowed) or as ready lines. */
  async log(rows: (Record<string, unknown> | string)[]): Promise<Logged> {
    const content = rows.map((row) => (typeof row === 'string' ? row : toLine(row)))
    const offset = this.historyLine
    const answer = await this.post({ files: { 'wandb-history.jsonl': { offset, content } } })
    if (answer.status === 200) this.historyLine += rows.length
    return answer
  }

  async print(lines: string[], offset = this.consoleLine): Promise<Logged> {
    const time = new Date().toISOString().replace('Z', '000')
    const content = lines.map((line) => `${time} ${line}`)
    const answer = await this.post({ files: { 'output.log': { offset, content } } })
    if (answer.status === 200) this.consoleLine = Math.max(this.consoleLine, offset + lines.length)
    return answer
  }

  async events(rows: Record<string, unknown>[]): Promise<Logged> {
    const content = rows.map(toLine)
    const offset = this.eventsLine
    const answer = await this.post({ files: { 'wandb-events.jsonl': { offset, content } } })
    if (answer.status === 200) this.eventsLine += rows.length
    return answer
  }

  async summary(summary: Record<string, unknown>): Promise<Logged> {
    const content = [toLine(summary)]
    return this.post({ files: { 'wandb-summary.json': { offset: 0, content } } })
  }

  /** The summary by the other way that clients have, which is over GraphQL. */
  tellSummary(summary: Record<string, unknown>) {
    const mutation = `mutation ($name: String, $project: String, $entity: String, $summary: JSONString) {
      upsertBucket(input: {name: $name, modelName: $project, entityName: $entity,
        summaryMetrics: $summary}) { inserted } }`
    const { name, project, entity } = this
    return graphql(this.target, mutation, { name, project, entity, summary: toLine(summary) })
  }

  async finish(exitcode = 0): Promise<Logged> {
    return this.post({ complete: true, exitcode })
  }
}

/** One history line, with NaN and infinities as the bare tokens the SDK writes. */
export function toLine(row: Record<string, unknown>): string {
  const text = JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `@@${value}@@` : value,
  )
  return text.replace(/"@@(-?\w+)@@"/g, '$1')
}
