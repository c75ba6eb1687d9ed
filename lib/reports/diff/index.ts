/** What differs between two states of a report: its text block by block, its records field by field. */
import type { ReportState } from '../read'
import { diffBlocks } from './blocks'
import { diffRecords } from './records'
import type { ReportDiff } from './types'

export function diffReports(before: ReportState, after: ReportState): ReportDiff {
  return {
    title: { before: before.settings.title, after: after.settings.title },
    blocks: diffBlocks(before.content.content ?? [], after.content.content ?? []),
    records: diffRecords(before, after),
  }
}
