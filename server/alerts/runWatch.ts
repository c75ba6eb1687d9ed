/** Rules about runs rather than rows: those that end, and those that fall silent. */
import type { RunRow } from '@/lib/api/runs'
import { countOf } from '@/lib/format/number'
import type { PrismaClient } from '../db'
import type { Log } from '../log'
import { HISTORY_STREAM, type MetricStore } from '../metrics'
import type { Runs } from '../runs'
import type { AlertBook } from './book'
import type { Matches } from './matches'
import type { AlertRules, Rule } from './rules'

const SWEEP_MS = 5_000
/** After a start, ends of runs that nobody was told of are looked for so far back. */
const MISSED_MS = 24 * 3_600_000

export class RunWatch {
  /** When rows of watched runs last came, in Unix milliseconds. */
  private readonly lastRows = new Map<number, number>()
  /** Runs that are silent, and the rules that have said so. */
  private readonly told = new Map<number, Set<string>>()
  private startedAt = Date.now()
  private timer: NodeJS.Timeout | undefined
  private sweeping: Promise<void> | undefined
  private readonly telling = new Set<Promise<void>>()

  constructor(
    private readonly prisma: PrismaClient,
    private readonly metrics: MetricStore,
    private readonly directory: Runs['directory'],
    private readonly rules: AlertRules,
    private readonly book: AlertBook,
    private readonly matches: Matches,
    private readonly heartbeatTimeoutMs: number,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    // While the server was down nobody could be heard: silence counts from its start.
    this.startedAt = Date.now()
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep()
        .catch((error: unknown) => this.log.debug(`looking for stalled runs: ${String(error)}`))
        .finally(() => (this.sweeping = undefined))
    }, SWEEP_MS)
    await this.tellMissedEnds()
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.sweeping
    await Promise.all(this.telling)
  }

  rowsCame(runId: number): void {
    this.lastRows.set(runId, Date.now())
    this.told.delete(runId)
  }

  /** Also called when something else of the run changed: an end is an episode of its own. */
  runChanged(projectId: number, run: RunRow): void {
    const rules = this.rules.of(projectId)
    if (rules.length === 0) return
    // A run that goes on again has not been silent all the while.
    if (run.state !== 'running') this.lastRows.delete(run.id)
    else if (!this.lastRows.has(run.id)) this.lastRows.set(run.id, Date.now())
    const { state, finishedAt } = run
    if (finishedAt === null) return
    const ending = rules.filter((rule) => this.isAbout(rule, state, new Date(finishedAt)))
    if (ending.length === 0) return
    const telling: Promise<void> = this.tellEnd(run.id, ending, state, finishedAt)
      .catch((error: unknown) => this.log.error(`the end of run ${run.id}`, error))
      .finally(() => this.telling.delete(telling))
    this.telling.add(telling)
  }

  /** A crash is known only when the run has been silent for long: its end lies before that. */
  private isAbout({ condition, activeSince }: Rule, state: string, finishedAt: Date): boolean {
    const noticed = finishedAt.getTime() + (state === 'crashed' ? this.heartbeatTimeoutMs : 0)
    if (condition.kind !== 'ended' || noticed < activeSince) return false
    return (condition.states as readonly string[]).includes(state)
  }

  private async tellEnd(
    runId: number,
    rules: readonly Rule[],
    state: string,
    finishedAt: string,
  ): Promise<void> {
    for (const rule of rules) {
      await this.fire(
        runId,
        rule,
        `${state} ${finishedAt}`,
        `The run has ${ENDED[state] ?? 'ended'}.`,
      )
    }
  }

  private async tellMissedEnds(): Promise<void> {
    for (const projectId of this.rules.projects()) {
      const rules = this.rules.of(projectId).filter(({ condition }) => condition.kind === 'ended')
      if (rules.length === 0) continue
      const ended = await this.prisma.run.findMany({
        where: { projectId, finishedAt: { gt: new Date(this.startedAt - MISSED_MS) } },
        select: { id: true, state: true, finishedAt: true },
      })
      for (const { id, state, finishedAt } of ended) {
        const own = rules.filter((rule) => this.isAbout(rule, state, finishedAt!))
        await this.tellEnd(id, own, state, finishedAt!.toISOString())
      }
    }
  }

  private async sweep(): Promise<void> {
    const now = Date.now()
    const watched = [...this.rules.projects()].flatMap((projectId) => {
      const rules = this.rules.of(projectId).filter(({ condition }) => condition.kind === 'stalled')
      return rules.length > 0 ? [{ projectId, rules }] : []
    })
    for (const { projectId, rules } of watched) {
      const running = await this.prisma.run.findMany({
        where: { projectId, state: 'running', deletedAt: null },
        select: { id: true, createdAt: true },
      })
      for (const { id, createdAt } of running) {
        const since = this.lastRows.get(id) ?? createdAt.getTime()
        for (const rule of rules) await this.tellSilence(id, rule, since, now)
      }
    }
  }

  private async tellSilence(runId: number, rule: Rule, since: number, now: number): Promise<void> {
    if (rule.condition.kind !== 'stalled') return
    const { minutes } = rule.condition
    const silent = now - Math.max(since, rule.activeSince, this.startedAt)
    const told = this.told.get(runId) ?? new Set<string>()
    const name = `${rule.id}.${rule.version}`
    if (silent < minutes * 60_000 || told.has(name)) return
    this.told.set(runId, told.add(name))
    try {
      const { totalRows } = await this.metrics.snapshot(runId, HISTORY_STREAM, [])
      const text = `No rows for ${countOf(minutes, 'minute')}, after ${countOf(totalRows, 'row')}.`
      await this.fire(runId, rule, `stalled after ${totalRows}`, text)
    } catch (error) {
      told.delete(name)
      throw error
    }
  }

  private async fire(runId: number, rule: Rule, episode: string, text: string): Promise<void> {
    const run = await this.directory.byRunId(runId)
    if (!run || run.deleted || !(await this.matches(rule, run))) return
    const where = { stream: null, key: null, step: null }
    const { id: ruleId, severity, name: title, version } = rule
    await this.book.fire(run, [
      { ruleId, severity, title, text, episode: `${version} ${episode}`, ...where },
    ])
  }
}

const ENDED: Record<string, string> = {
  finished: 'finished',
  failed: 'failed',
  crashed: 'crashed: its client has fallen silent',
  killed: 'been stopped',
}
