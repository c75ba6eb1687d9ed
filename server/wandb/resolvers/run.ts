import { stringifyLenient } from '@/lib/json/lenient'
import { fromStorable } from '@/lib/json/storable'
import { parseConsoleLine } from '@/lib/console/line'
import { STEP_KEY } from '@/lib/metrics/keys'
import { canWriteProject } from '../../auth'
import { EVENTS_STREAM, HISTORY_STREAM } from '../../metrics'
import { isActive } from '../../runs'
import { historyLines, lastLine, sampledRows } from '../history'
import { encodeId } from '../ids'
import {
  connection,
  type FileModel,
  intArg,
  pageOf,
  type Resolvers,
  type RunModel,
  textArg,
} from './types'

export const runFields: Resolvers<RunModel> = {
  id: (run) => encodeId('Run', run.id),
  // The SDK calls what people write under a run its description.
  description: (run) => run.notes,
  groupName: (run) => run.group,
  readOnly: (run, _args, { principal }) => !canWriteProject(principal, run.project),
  createdAt: (run) => run.createdAt.toISOString(),
  heartbeatAt: (run, _args, { runs }) => heartbeat(run, runs.directory.get(run.id)?.heartbeatAt),
  updatedAt: (run, _args, { runs }) => heartbeat(run, runs.directory.get(run.id)?.heartbeatAt),
  stopped: (run) => run.stopRequested && isActive(run.state),

  config: (run) => stringifyLenient(fromStorable(run.config)),
  wandbConfig(run, args) {
    const config = fromStorable(run.config) as { _wandb?: { value?: Record<string, unknown> } }
    const value = config._wandb?.value ?? {}
    const keys = args.keys as string[] | null | undefined
    const wanted = keys ? Object.entries(value).filter(([key]) => keys.includes(key)) : value
    return stringifyLenient(Array.isArray(wanted) ? Object.fromEntries(wanted) : wanted)
  },
  summaryMetrics: (run, _args, { ingest }) =>
    ingest.pendingSummary(run.id) ?? stringifyLenient(fromStorable(run.summary)),
  async systemMetrics(run, _args, { metrics }) {
    return (await lastLine(metrics, run.id, EVENTS_STREAM)) ?? '{}'
  },
  runInfo: (run) => runInfo(run),
  async historyKeys(run, _args, { metrics }) {
    const snapshot = await metrics.snapshot(run.id, HISTORY_STREAM)
    const latest = await metrics.latestValues(snapshot)
    const keys = snapshot.keyNames().map((name) => {
      const previousValue = latest.get(name) ?? null
      const monotonic = snapshot.key(name)!.monotone
      return [name, { typeCounts: [{ type: typeName(previousValue) }], monotonic, previousValue }]
    })
    const lastStep = latest.get(STEP_KEY) ?? -1
    return { lastStep, keys: Object.fromEntries(keys) as object }
  },

  historyLineCount: async (run, _args, { ingest }) => (await ingest.lineCounts(run.id)).history,
  eventsLineCount: async (run, _args, { ingest }) => (await ingest.lineCounts(run.id)).events,
  logLineCount: async (run, _args, { ingest }) => (await ingest.lineCounts(run.id)).console,
  async historyTail(run, _args, { metrics }) {
    const line = await lastLine(metrics, run.id, HISTORY_STREAM)
    return JSON.stringify(line === undefined ? [] : [line])
  },
  async eventsTail(run, _args, { metrics }) {
    const line = await lastLine(metrics, run.id, EVENTS_STREAM)
    return JSON.stringify(line === undefined ? [] : [line])
  },

  history: (run, args, { metrics }) =>
    historyLines(metrics, run.id, HISTORY_STREAM, {
      minStep: intArg(args, 'minStep'),
      maxStep: intArg(args, 'maxStep'),
      samples: intArg(args, 'samples'),
    }),
  events: (run, args, { metrics }) =>
    historyLines(metrics, run.id, EVENTS_STREAM, { samples: intArg(args, 'samples') }),
  sampledHistory: (run, args, { metrics }) =>
    Promise.all((args.specs as string[]).map((spec) => sampledRows(metrics, run.id, spec))),

  async logLines(run, args, { ingest }) {
    const total = await ingest.consoleLength(run.id)
    const page = pageOf(args)
    const last = intArg(args, 'last')
    const from = last === undefined ? page.skip : Math.max(0, total - last)
    const to = last === undefined ? Math.min(total, from + page.take) : total
    const lines = await ingest.consoleLines(run.id, from, to)
    const nodes = lines.map((text, i) => {
      const { time, level, label, content } = parseConsoleLine(text)
      return { number: from + i, timestamp: time, level, label, line: content }
    })
    return connection(nodes, args, (node) => node, total, from)
  },

  fileCount: (run, _args, { prisma }) => prisma.runFile.count({ where: { runId: run.id } }),
  async files(run, args, { prisma }) {
    const asked = (args.names as (string | null)[] | null) ?? []
    // Scripts ask for what they saved: "./notes.txt".
    const names = asked.filter((name) => name !== null).map((name) => name.replace(/^(\.\/)+/, ''))
    const pattern = textArg(args, 'pattern')
    const where = {
      runId: run.id,
      ...(names.length > 0 ? { name: { in: names } } : {}),
      ...(pattern ? { name: { startsWith: pattern.replace(/%.*$/, '') } } : {}),
    }
    const page = pageOf(args)
    const [files, total] = await Promise.all([
      prisma.runFile.findMany({ where, orderBy: { name: 'asc' }, ...page }),
      prisma.runFile.count({ where }),
    ])
    const node = (row: (typeof files)[number]): FileModel => ({
      runId: run.id,
      name: row.name,
      row,
    })
    // A name that was asked for is answered even before its upload: its URL is where to send it.
    const missing = names.filter((name) => !files.some((file) => file.name === name))
    const pending = missing.map((name): FileModel => ({ runId: run.id, name, row: undefined }))
    const all = [...files.map(node), ...pending]
    return {
      uploadHeaders: [],
      ...connection(all, args, (file) => file, total + missing.length, page.skip),
    }
  },
}

function heartbeat(run: RunModel, newest: number | undefined): string {
  return new Date(Math.max(newest ?? 0, run.heartbeatAt.getTime())).toISOString()
}

/** W&B's name for what a value is. */
function typeName(value: unknown): string {
  if (value === null) return 'nil'
  const media = (value as { _type?: unknown })._type
  if (typeof media === 'string') return media
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' ? 'map' : typeof value
}

/** wandb-metadata.json by the names that GraphQL has for its members. */
function runInfo(run: RunModel) {
  const facts = fromStorable(run.metadata) as Record<string, unknown> | null
  if (facts === null || typeof facts !== 'object') return null
  const text = (name: string) => (typeof facts[name] === 'string' ? facts[name] : null)
  const count = (name: string) => (Number.isInteger(facts[name]) ? facts[name] : null)
  const git = facts.git as Record<string, unknown> | undefined
  return {
    program: text('program'),
    args: Array.isArray(facts.args) ? facts.args.map(String) : null,
    os: text('os'),
    python: text('python'),
    colab: text('colab'),
    executable: text('executable'),
    codeSaved: typeof facts.codePath === 'string',
    cpuCount: count('cpu_count'),
    gpuCount: count('gpu_count'),
    gpu: text('gpu'),
    git: git ? { remote: git.remote ?? null, commit: git.commit ?? null } : null,
  }
}
