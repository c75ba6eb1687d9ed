/**
 * Reads the rows of watched runs as they come and lets rules look at each of them once. Posts only
 * say that there is something to read: what is read comes from the store, sealed or not, so that a
 * rule that was behind, after a restart or an outage, catches up by the same way.
 */
import { describeFiring } from '@/lib/alerts/describe'
import { isRowCondition, type RowCondition, streamOf } from '@/lib/alerts/rule'
import { isInternalKey, STEP_KEY } from '@/lib/metrics/keys'
import type { Stream } from '@/lib/metrics/seriesQuery'
import type { PrismaClient } from '../db'
import type { Log } from '../log'
import { type MetricStore, streamId } from '../metrics'
import type { RunEntry, Runs } from '../runs'
import { Arrivals, type FirstRows } from './arrivals'
import type { AlertBook, NewAlert } from './book'
import type { Matches } from './matches'
import { type Fired, lookAt, type Reader } from './reader'
import type { AlertRules, Rule } from './rules'
import { loadStates, newState, saveStates, type State } from './states'

/** Posts that come within this time are read together. */
const GATHER_MS = 30
const AT_ONCE = 4
const SAVE_EVERY_MS = 2_000
const FORGET_AFTER_MS = 120_000
const RETRY_MS = 2_000
/** A rule that meets a run in the middle looks so far back, to know how things stand. */
const LOOK_BACK_ROWS = 1_000

interface Watched {
  states: Map<number, State> | undefined
  dirty: boolean
  busy: boolean
  waiting: boolean
  /** What came since the last reading: a new rule begins there. */
  arrivals: Arrivals
  /** The history was replaced: rows are other rows. */
  rewound: boolean
  lastUsed: number
}

const isAboutRows = ({ condition }: Rule) => isRowCondition(condition)

export class RowWatch {
  private readonly runs = new Map<number, Watched>()
  private readonly ready: number[] = []
  private working = new Set<Promise<void>>()
  private timer: NodeJS.Timeout | undefined
  private started = false
  private closing = false
  private saving: Promise<void> = Promise.resolve()

  constructor(
    private readonly prisma: PrismaClient,
    private readonly metrics: MetricStore,
    private readonly directory: Runs['directory'],
    private readonly rules: AlertRules,
    private readonly book: AlertBook,
    private readonly matches: Matches,
    private readonly log: Log,
  ) {}

  /** What was announced before is read from here on. */
  start(): void {
    this.started = true
    this.timer = setInterval(() => {
      this.saving = this.saving
        .then(() => this.save())
        .catch((error: unknown) => {
          this.log.debug(`saving what rules remember: ${String(error)}`)
        })
    }, SAVE_EVERY_MS)
    this.work()
  }

  async close(): Promise<void> {
    this.closing = true
    clearInterval(this.timer)
    while (this.working.size > 0) await Promise.all(this.working)
    await this.saving
    await this.save().catch((error: unknown) => this.log.error('last saving of rules', error))
  }

  /** There may be rows to read. */
  look(runId: number): void {
    this.enqueue(runId, this.watch(runId), GATHER_MS)
  }

  /** Rows came while these rules of the project were switched on. */
  rowsCame(runId: number, rules: readonly Rule[], first: FirstRows): void {
    if (!rules.some(isAboutRows)) return
    const run = this.watch(runId)
    run.arrivals.note(rules, first)
    this.enqueue(runId, run, GATHER_MS)
  }

  historyReplaced(runId: number): void {
    const run = this.watch(runId)
    run.rewound = true
    this.enqueue(runId, run, GATHER_MS)
  }

  private watch(runId: number): Watched {
    let run = this.runs.get(runId)
    if (!run) {
      const fresh = { states: undefined, dirty: false, busy: false, waiting: false }
      run = { ...fresh, arrivals: new Arrivals(), rewound: false, lastUsed: 0 }
      this.runs.set(runId, run)
    }
    return run
  }

  private enqueue(runId: number, run: Watched, delayMs: number): void {
    if (run.waiting) return
    run.waiting = true
    setTimeout(() => {
      this.ready.push(runId)
      this.work()
    }, delayMs).unref()
  }

  private work(): void {
    while (this.started && !this.closing && this.working.size < AT_ONCE) {
      const at = this.ready.findIndex((runId) => !this.runs.get(runId)?.busy)
      if (at < 0) return
      const [runId] = this.ready.splice(at, 1)
      const run = this.runs.get(runId!)
      if (!run) continue
      Object.assign(run, { waiting: false, busy: true, lastUsed: Date.now() })
      const work: Promise<void> = this.read(runId!, run)
        .catch((error: unknown) => {
          // What is remembered may be ahead of what was fired: read again from what is stored.
          run.states = undefined
          this.log.error(`alert rules of run ${runId}`, error)
          this.enqueue(runId!, run, RETRY_MS)
        })
        .finally(() => {
          run.busy = false
          this.working.delete(work)
          this.work()
        })
      this.working.add(work)
    }
  }

  private async read(runId: number, watched: Watched): Promise<void> {
    const run = await this.directory.byRunId(runId)
    const rules = run ? this.rules.of(run.projectId).filter(isAboutRows) : []
    if (!run || rules.length === 0) {
      this.runs.delete(runId)
      return
    }
    // With the rules, at one moment: what comes later may come under others, for the next reading.
    const arrivals = watched.arrivals.take()
    const { rewound } = watched
    watched.rewound = false
    try {
      watched.states ??= await loadStates(this.prisma, runId, rules)
      for (const stream of ['history', 'events'] as const) {
        const own = rules.filter(
          (r) => isRowCondition(r.condition) && streamOf(r.condition) === stream,
        )
        if (own.length === 0) continue
        const anew = rewound && stream === 'history'
        await this.readStream(run, watched, own, stream, arrivals, anew)
      }
    } catch (error) {
      watched.arrivals.giveBack(arrivals)
      watched.rewound ||= rewound
      throw error
    }
  }

  private async readStream(
    run: RunEntry,
    watched: Watched,
    rules: readonly Rule[],
    stream: Stream,
    arrivals: Arrivals,
    rewound: boolean,
  ): Promise<void> {
    const named = rules.map((rule) => (rule.condition as { key: string | null }).key)
    const keys = named.includes(null) ? 'all' : [...new Set([...(named as string[]), STEP_KEY])]
    const snapshot = await this.metrics.snapshot(run.id, streamId(stream), keys)
    const { totalRows } = snapshot
    const states = watched.states!
    const readers: Reader[] = []
    for (const rule of rules) {
      let state = states.get(rule.id)
      if (rewound || state?.version !== rule.version) {
        const epoch = rewound ? (state?.epoch ?? 0) + 1 : 0
        // Also what came while this reading was under way: the snapshot may have it already.
        const came = rewound
          ? undefined
          : (arrivals.firstUnder(rule, stream) ?? watched.arrivals.firstUnder(rule, stream))
        state = await this.meet(run, rule, totalRows, came, epoch)
        states.set(rule.id, state)
        watched.dirty = true
      }
      readers.push({ rule, condition: rule.condition as RowCondition, state })
    }
    const names = keys === 'all' ? wanted(snapshot.keyNames()) : keys
    let row = Math.min(...readers.map(({ state }) => state.nextRow))
    for await (const batch of this.metrics.rows(snapshot, { from: row, to: totalRows }, names)) {
      const fired = readers.flatMap((reader) => lookAt(reader, batch, row))
      row += batch.length
      const alerts = run.deleted ? [] : await this.alertsFor(run, stream, fired)
      if (alerts.length > 0) {
        await this.book.fire(run, alerts, (tx) =>
          saveStates(
            tx,
            [...states.values()].map((state) => ({ ...state, runId: run.id })),
          ),
        )
      } else watched.dirty = true
    }
  }

  /** A rule's first look at a run; one that began before the rule did is not judged by its past. */
  private async meet(
    run: RunEntry,
    rule: Rule,
    totalRows: number,
    came: number | undefined,
    epoch: number,
  ): Promise<State> {
    if (epoch === 0) {
      const found = await this.prisma.run.findUnique({
        where: { id: run.id },
        select: { createdAt: true },
      })
      const isNew = (found?.createdAt.getTime() ?? 0) >= rule.activeSince
      if (isNew) return newState(rule, 0, 0, epoch)
    }
    const silentBelow = Math.min(came ?? totalRows, totalRows)
    return newState(rule, Math.max(0, silentBelow - LOOK_BACK_ROWS), silentBelow, epoch)
  }

  private async alertsFor(
    run: RunEntry,
    stream: Stream,
    fired: readonly Fired[],
  ): Promise<NewAlert[]> {
    const alerts: NewAlert[] = []
    for (const { reader, firing } of fired) {
      const { rule, condition, state } = reader
      if (!(await this.matches(rule, run))) continue
      alerts.push({
        ruleId: rule.id,
        severity: rule.severity,
        title: rule.name,
        text: describeFiring(condition, firing),
        episode: `${rule.version}.${state.epoch} ${firing.episode}`,
        stream,
        key: firing.key,
        step: firing.step,
      })
    }
    return alerts
  }

  /** Keeps what is remembered of runs that nobody reads at the moment; forgets idle ones. */
  private async save(): Promise<void> {
    const now = Date.now()
    const taken: (State & { runId: number })[] = []
    const runs: Watched[] = []
    for (const [runId, run] of this.runs) {
      if (run.busy) continue
      if (run.dirty && run.states) {
        run.dirty = false
        runs.push(run)
        for (const state of run.states.values()) {
          // Before it has come to new rows it would forget that the old ones are old.
          if (state.nextRow >= state.silentBelow) taken.push({ ...state, runId })
        }
      } else if (!run.waiting && now - run.lastUsed > FORGET_AFTER_MS) this.runs.delete(runId)
    }
    try {
      await saveStates(this.prisma, taken)
    } catch (error) {
      for (const run of runs) run.dirty = true
      throw error
    }
  }
}

function wanted(names: readonly string[]): string[] {
  return [...names.filter((name) => !isInternalKey(name)), STEP_KEY]
}
