/** The rules of all projects, in memory: whether a run is watched is asked for every post. */
import { type ChangeRule, type createRuleSchema, MAX_RULES } from '@/lib/api/alerts'
import { type Condition, conditionSchema, type Severity } from '@/lib/alerts/rule'
import { type Filter, filterSchema } from '@/lib/filters/ast'
import { fromStorable, toStorable } from '@/lib/json/storable'
import type { z } from 'zod'
import { type AlertRule, Prisma, type PrismaClient } from '../db'
import { conflict } from '../http/errors'

export interface Rule {
  id: number
  projectId: number
  name: string
  severity: Severity
  condition: Condition
  filter: Filter | null
  enabled: boolean
  version: number
  /** Unix milliseconds. */
  activeSince: number
}

const NONE: readonly Rule[] = []

export class AlertRules {
  private readonly active = new Map<number, readonly Rule[]>()

  constructor(
    private readonly prisma: PrismaClient,
    /** The rules of a project are other ones now. */
    private readonly changed: (projectId: number) => void,
  ) {}

  async load(): Promise<void> {
    const rows = await this.prisma.alertRule.findMany({ where: { enabled: true } })
    for (const projectId of new Set(rows.map((row) => row.projectId))) {
      this.keep(
        projectId,
        rows.filter((row) => row.projectId === projectId),
      )
    }
  }

  /** The rules that are switched on. */
  of(projectId: number): readonly Rule[] {
    return this.active.get(projectId) ?? NONE
  }

  projects(): IterableIterator<number> {
    return this.active.keys()
  }

  find(id: number) {
    return this.prisma.alertRule.findUnique({
      where: { id },
      include: { project: { include: { entity: true } } },
    })
  }

  /** With when each last fired, and what the person has muted. */
  async list(projectId: number, userId: number) {
    const [rows, mutes] = await Promise.all([
      this.prisma.alertRule.findMany({
        where: { projectId },
        include: {
          alerts: { orderBy: { id: 'desc' }, take: 1, select: { createdAt: true } },
        },
        orderBy: { id: 'asc' },
      }),
      this.prisma.alertMute.findMany({ where: { projectId, userId }, select: { ruleId: true } }),
    ])
    const muted = new Set(mutes.map(({ ruleId }) => ruleId))
    const rules = rows.map((row) => {
      const { id, name, severity, enabled, condition, filter } = readRule(row)
      return {
        ...{ id, name, severity, enabled, condition, filter },
        createdBy: row.createdBy,
        createdAt: row.createdAt.toISOString(),
        lastFiredAt: row.alerts[0]?.createdAt.toISOString() ?? null,
        muted: muted.has(id),
      }
    })
    return { rules, muted: muted.has(null) }
  }

  async create(
    projectId: number,
    createdBy: string,
    wanted: z.output<typeof createRuleSchema>,
  ): Promise<number> {
    const count = await this.prisma.alertRule.count({ where: { projectId } })
    if (count >= MAX_RULES) throw conflict(`A project may have at most ${MAX_RULES} rules.`)
    const { condition, filter, ...rest } = wanted
    const { id } = await this.prisma.alertRule.create({
      data: {
        ...rest,
        condition: toStorable(condition) as object,
        filter: storedFilter(filter),
        projectId,
        createdBy,
      },
    })
    await this.reload(projectId)
    return id
  }

  /** A rule that watches for something else begins anew. */
  async change(rule: AlertRule, { condition, filter, ...rest }: ChangeRule): Promise<void> {
    const anew =
      condition !== undefined ||
      filter !== undefined ||
      (rest.enabled ?? rule.enabled) !== rule.enabled
    const parsed = condition === undefined ? undefined : conditionSchema.parse(condition)
    await this.prisma.alertRule.update({
      where: { id: rule.id },
      data: {
        ...(rest as Prisma.AlertRuleUpdateInput),
        ...(parsed === undefined ? {} : { condition: toStorable(parsed) as object }),
        ...(filter === undefined ? {} : { filter: storedFilter(filter) }),
        ...(anew ? { version: { increment: 1 }, activeSince: new Date() } : {}),
      },
    })
    await this.reload(rule.projectId)
  }

  async remove(rule: AlertRule): Promise<void> {
    await this.prisma.alertRule.deleteMany({ where: { id: rule.id } })
    await this.reload(rule.projectId)
  }

  async mute(projectId: number, userId: number, ruleId: number | null, muted: boolean) {
    const place = { projectId, userId, ruleId }
    await this.prisma.$transaction(async (tx) => {
      await tx.alertMute.deleteMany({ where: place })
      if (muted) await tx.alertMute.create({ data: place })
    })
  }

  private async reload(projectId: number): Promise<void> {
    this.keep(
      projectId,
      await this.prisma.alertRule.findMany({ where: { projectId, enabled: true } }),
    )
    this.changed(projectId)
  }

  private keep(projectId: number, rows: readonly AlertRule[]): void {
    if (rows.length === 0) this.active.delete(projectId)
    else this.active.set(projectId, rows.map(readRule))
  }
}

function storedFilter(filter: Filter | null) {
  return filter === null ? Prisma.DbNull : (toStorable(filter) as object)
}

function readRule(row: AlertRule): Rule {
  const { id, projectId, name, severity, enabled, version } = row
  return {
    ...{ id, projectId, name, severity, enabled, version },
    condition: conditionSchema.parse(fromStorable(row.condition)),
    filter: row.filter === null ? null : filterSchema.parse(fromStorable(row.filter)),
    activeSince: row.activeSince.getTime(),
  }
}
