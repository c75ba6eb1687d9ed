/** What a project's runs are watched for, without code. Plain JSON, kept in alert_rule. */
import { z } from 'zod'
import { runStateSchema } from '../api/runs'
import { formatCount } from '../format/number'
import { streamSchema, type Stream } from '../metrics/seriesQuery'

export const SEVERITIES = ['INFO', 'WARN', 'ERROR'] as const
export const severitySchema = z.enum(SEVERITIES)
export type Severity = z.infer<typeof severitySchema>

export function atLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least)
}

const keySchema = z.string().min(1, 'name a key').max(1000)

/** How runs end. */
export const END_STATES = ['finished', 'failed', 'crashed', 'killed'] as const

export const MAX_STALL_MINUTES = 10_080

const wholeNumber = (most: number) =>
  z
    .number('give a number')
    .int('give a whole number')
    .min(1, 'give at least 1')
    .max(most, `give at most ${formatCount(most)}`)

/** Rows that do not have the key are passed over, as if they were not there. */
export const conditionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('threshold'),
    stream: streamSchema.default('history'),
    key: keySchema,
    op: z.enum(['<', '>']),
    value: z.number('give a number'),
    /** Rows in a row; as many on the good side arm the rule again. NaN is on neither side. */
    rows: wholeNumber(100_000).default(1),
  }),
  z.object({
    kind: z.literal('notFinite'),
    stream: streamSchema.default('history'),
    /** Any key when null. */
    key: keySchema.nullable().default(null),
  }),
  z.object({
    kind: z.literal('noImprovement'),
    key: keySchema,
    goal: z.enum(['min', 'max']),
    /** Better by no more than this is no improvement. */
    minDelta: z.number('give a number').min(0, 'give 0 or more').default(0),
    steps: wholeNumber(1_000_000_000),
  }),
  z.object({
    kind: z.literal('stalled'),
    minutes: z
      .number('give a number')
      .positive('give more than 0')
      .max(MAX_STALL_MINUTES, `give at most ${formatCount(MAX_STALL_MINUTES)}, a week`),
  }),
  z.object({
    kind: z.literal('ended'),
    states: z.array(runStateSchema.extract(END_STATES)).min(1, 'choose at least one').max(4),
  }),
])
export type Condition = z.infer<typeof conditionSchema>
export type RowCondition = Extract<Condition, { kind: 'threshold' | 'notFinite' | 'noImprovement' }>

/** Whether rows decide it, rather than time or the run's state. */
export function isRowCondition(condition: Condition): condition is RowCondition {
  return condition.kind !== 'stalled' && condition.kind !== 'ended'
}

export function streamOf(condition: RowCondition): Stream {
  return condition.kind === 'noImprovement' ? 'history' : condition.stream
}
