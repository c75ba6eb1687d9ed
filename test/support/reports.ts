// Reports as tests make, read and open them.
import * as Y from 'yjs'
import {
  type CreateReport,
  type Report,
  type ReportItem,
  reportItemSchema,
  reportListSchema,
  reportSchema,
} from '@/lib/api/reports'
import { contentOf, newReportDoc } from '@/lib/reports/document'
import type { Api } from './api'
import { RawClient, type VanillaClient, vanillaClient, whenSynced } from './collab'
import { done } from './teams'
import type { Target } from './wandbClient'

export const REPORTS = '/api/projects/lab/p/reports'

export const createReport = async (api: Api, wanted: CreateReport): Promise<ReportItem> =>
  reportItemSchema.parse(await done(api.send('POST', REPORTS, wanted)))

export const readReportOf = async (api: Api, slug: string): Promise<Report> =>
  reportSchema.parse(await done(api.fetch(`/api/reports/${slug}`)))

export async function markdownOf(api: Api, slug: string): Promise<string> {
  const response = await api.fetch(`/api/reports/${slug}/markdown`)
  if (!response.ok) throw new Error(`${response.status}`)
  return response.text()
}

export const listReports = async (api: Api, query = ''): Promise<ReportItem[]> =>
  reportListSchema.parse(await done(api.fetch(REPORTS + query))).reports

/** y-websocket's own client, in step with the report. */
export async function openReport(
  target: Target,
  { documentId }: ReportItem,
): Promise<VanillaClient> {
  const client = vanillaClient(target, documentId, { doc: newReportDoc() })
  await whenSynced(client)
  return client
}

/** One that decides every byte, in step with the report. */
export async function rawReport(
  target: Target,
  documentId: number,
  doc = newReportDoc(),
): Promise<RawClient> {
  const client = await RawClient.open(target, documentId, { doc })
  await client.sync()
  return client
}

/** The words of a block of the text. */
export function wordsOf(doc: Y.Doc, block = 0): Y.XmlText {
  const element = contentOf(doc).get(block)
  const words = element instanceof Y.XmlElement ? element.firstChild : undefined
  if (!(words instanceof Y.XmlText)) throw new Error(`block ${block} has no words`)
  return words
}
