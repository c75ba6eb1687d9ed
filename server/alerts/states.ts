/** How far each rule has read each run, kept so that a start reads on from there. */
import { emptyMemory, type Firing, type Memory, readMemory } from '@/lib/alerts/evaluate'
import { isRowCondition } from '@/lib/alerts/rule'
import { fromStorable, toStorable } from '@/lib/json/storable'
import type { Prisma, PrismaClient } from '../db'
import type { Rule } from './rules'

export interface State {
  ruleId: number
  version: number
  /** Rows below this have been looked at. */
  nextRow: number
  /** Counts rewinds: rows that come again are other rows. */
  epoch: number
  memory: Memory
  /** What is found in rows below this is old; only if it is still so is it told. */
  silentBelow: number
  /** The last of it. */
  silenced: Firing | null
}

type Client = PrismaClient | Prisma.TransactionClient

/** Of a run, by rule; those of former versions of rules are left out. */
export async function loadStates(
  client: Client,
  runId: number,
  rules: readonly Rule[],
): Promise<Map<number, State>> {
  const rows = await client.alertState.findMany({ where: { runId } })
  const states = new Map<number, State>()
  for (const row of rows) {
    const rule = rules.find(({ id, version }) => id === row.ruleId && version === row.version)
    if (!rule || !isRowCondition(rule.condition)) continue
    const memory = readMemory(rule.condition, fromStorable(row.memory))
    if (!memory) continue
    const { ruleId, version, epoch } = row
    const nextRow = Number(row.nextRow)
    states.set(ruleId, { ruleId, version, epoch, nextRow, memory, silentBelow: 0, silenced: null })
  }
  return states
}

/** A rule's state before it has seen a run; rows from `nextRow` to `silentBelow` only prepare it. */
export function newState(rule: Rule, nextRow: number, silentBelow: number, epoch: number): State {
  if (!isRowCondition(rule.condition)) throw new Error(`rule ${rule.id} reads no rows`)
  const memory = emptyMemory(rule.condition)
  const { id: ruleId, version } = rule
  return { ruleId, version, epoch, nextRow, memory, silentBelow, silenced: null }
}

/** Never takes a state back; rules and runs that are gone meanwhile are passed over. */
export async function saveStates(
  client: Client,
  states: readonly (State & { runId: number })[],
): Promise<void> {
  // In one order everywhere, so that two savings cannot wait for each other.
  const rows = states
    .toSorted((a, b) => a.ruleId - b.ruleId || a.runId - b.runId)
    .map(({ ruleId, runId, version, nextRow, epoch, memory }) => {
      return { ruleId, runId, version, nextRow, epoch, memory: toStorable(memory) }
    })
  if (rows.length === 0) return
  await client.$executeRaw`
    INSERT INTO alert_state (rule_id, run_id, version, next_row, epoch, memory)
    SELECT n."ruleId", n."runId", n.version, n."nextRow", n.epoch, n.memory
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS n("ruleId" int, "runId" int, version int, "nextRow" bigint, epoch int, memory jsonb)
    JOIN alert_rule ON alert_rule.id = n."ruleId" AND alert_rule.version = n.version
    JOIN run ON run.id = n."runId"
    ORDER BY 1, 2
    ON CONFLICT (rule_id, run_id) DO UPDATE
    SET version = EXCLUDED.version, next_row = EXCLUDED.next_row, epoch = EXCLUDED.epoch,
        memory = EXCLUDED.memory
    WHERE (alert_state.version, alert_state.epoch, alert_state.next_row)
      <= (EXCLUDED.version, EXCLUDED.epoch, EXCLUDED.next_row)`
}
