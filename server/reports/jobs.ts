/** What is too slow to be done between two requests: Markdown of any size, read and printed. */
import * as Y from 'yjs'
import { newReportDoc } from '@/lib/reports/document'
import { fromMarkdown, NestedTooDeep } from '@/lib/reports/fromMarkdown'
import type { ReportTemplate } from '@/lib/reports/limits'
import type { ChipValue } from '@/lib/reports/metricChip'
import { readReport } from '@/lib/reports/read'
import { EMPTY_SEED, type ReportSeed, seedReport } from '@/lib/reports/seed'
import { readSettings } from '@/lib/reports/settings'
import { templateSeed } from '@/lib/reports/templates'
import { toMarkdown } from '@/lib/reports/toMarkdown'

export interface SeedJob {
  title?: string | undefined
  description?: string | undefined
  markdown?: string | undefined
  template?: ReportTemplate | undefined
}

export interface Seeded {
  /** Yjs update in format V1. */
  state: Uint8Array
  title: string
  description: string
}

export interface PrintJob {
  /** Yjs update in format V1. */
  state: Uint8Array
  /** Numbers in the text by their keys. */
  chips: ReadonlyMap<string, ChipValue>
}

export type ReportJob = { seed: SeedJob } | { print: PrintJob }
export type ReportAnswer = { seeded: Seeded } | { printed: string } | { refused: string }

export function doJob(job: ReportJob): ReportAnswer {
  if ('print' in job) {
    const doc = newReportDoc()
    Y.applyUpdate(doc, job.print.state)
    return { printed: toMarkdown(readReport(doc), job.print.chips) }
  }
  try {
    const doc = seedReport({ ...seedOf(job.seed), description: job.seed.description })
    const { title, description } = readSettings(doc)
    return { seeded: { state: Y.encodeStateAsUpdate(doc), title, description } }
  } catch (error) {
    if (error instanceof NestedTooDeep) return { refused: error.message }
    throw error
  }
}

function seedOf({ title, markdown, template }: SeedJob): ReportSeed {
  if (template !== undefined) return templateSeed(template, title)
  return markdown === undefined ? { ...EMPTY_SEED, title } : fromMarkdown(markdown, title)
}
