/** What a report says of itself as a whole. */
import type * as Y from 'yjs'
import { z } from 'zod'
import type { PanelDefaults } from '../panels/linePanel'
import { change } from '../workspace/change'
import { DEFAULTS_ID, readDefaults } from '../workspace/panelDocument'
import { readField, readRecords, setField } from '../workspace/records'
import { recordsOf, REPORT_SCHEMA } from './document'
import { MAX_DESCRIPTION, MAX_TITLE, REPORT_WIDTHS, type ReportWidth } from './limits'

export interface ReportSettings {
  /** Empty when nobody gave it one. */
  title: string
  description: string
  width: ReportWidth
  /** What the document was last written for. */
  schema: number
  /** What its panels inherit. */
  defaults: PanelDefaults
}

/** Id of the record in the root `settings`. */
export const REPORT_ID = 'report'

const oneLine = (max: number) =>
  z
    .string()
    .catch('')
    .transform((text) => text.toWellFormed().replace(/\s+/g, ' ').trim().slice(0, max))
const fieldsSchema = z.object({
  title: oneLine(MAX_TITLE),
  description: z
    .string()
    .catch('')
    .transform((text) => text.toWellFormed().slice(0, MAX_DESCRIPTION)),
  width: z.enum(REPORT_WIDTHS).catch('readable'),
  schema: z.number().int().min(1).catch(REPORT_SCHEMA),
})

export function readSettings(doc: Y.Doc): ReportSettings {
  const records = readRecords(recordsOf(doc, 'settings'))
  return {
    ...fieldsSchema.parse({ ...records.get(REPORT_ID) }),
    defaults: readDefaults(records.get(DEFAULTS_ID) ?? {}),
  }
}

/** What lists show, read without the rest: it is asked for after every change. */
export function readNames(doc: Y.Doc): Pick<ReportSettings, 'title' | 'description'> {
  const map = recordsOf(doc, 'settings')
  return fieldsSchema.pick({ title: true, description: true }).parse({
    title: readField(map, REPORT_ID, ['title']),
    description: readField(map, REPORT_ID, ['description']),
  })
}

export interface SettingsChange {
  title?: string | undefined
  description?: string | undefined
  width?: ReportWidth | undefined
}

/** Only what is named; the fields that others are setting stay theirs. */
export function changeSettings(doc: Y.Doc, wanted: SettingsChange): void {
  const label = wanted.title === undefined ? 'Changed the report’s settings' : 'Renamed the report'
  change(doc, label, () => setSettings(doc, wanted))
}

/** In a change of the caller's. */
export function setSettings(doc: Y.Doc, wanted: SettingsChange): void {
  const map = recordsOf(doc, 'settings')
  for (const name of ['title', 'description', 'width'] as const) {
    const value = wanted[name]
    if (value !== undefined) setField(map, REPORT_ID, [name], value)
  }
}
