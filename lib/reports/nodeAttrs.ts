/** What nodes and marks of a report's text may say of themselves; the editor's schema says the same. */
import { z } from 'zod'
import { isLeaf } from '../workspace/records'
import { CHIP_PICKS } from './metricChip'
import { CALLOUTS, MENTIONS, type ReportMark } from './nodes'

const words = z.string().catch('')
const wordsOrNull = z.string().nullable().catch(null)
const loose = z.boolean().catch(false)
const align = z.enum(['left', 'center', 'right']).nullable().catch(null)
const imageShape = { src: words, alt: words, title: wordsOrNull }

/** Attributes that a node always has. What else it has is kept as it is. */
const NODE_ATTRS: Record<string, z.ZodObject> = {
  heading: z.looseObject({ level: z.number().int().min(1).max(6).catch(1) }),
  bulletList: z.looseObject({ loose }),
  orderedList: z.looseObject({ start: z.number().int().min(0).max(999_999_999).catch(1), loose }),
  taskList: z.looseObject({ loose }),
  taskItem: z.looseObject({ checked: z.boolean().nullable().catch(null) }),
  codeBlock: z.looseObject({ language: wordsOrNull }),
  tableHeader: z.looseObject({ align }),
  tableCell: z.looseObject({ align }),
  image: z.looseObject(imageShape),
  inlineImage: z.looseObject(imageShape),
  callout: z.looseObject({ kind: z.enum(CALLOUTS).catch('note') }),
  html: z.looseObject({ source: words }),
  inlineHtml: z.looseObject({ source: words }),
  mathBlock: z.looseObject({ latex: words }),
  mathInline: z.looseObject({ latex: words }),
  footnote: z.looseObject({ label: words }),
  footnoteRef: z.looseObject({ label: words }),
  metricChip: z.looseObject({
    runSetId: words,
    column: words,
    pick: z.enum(CHIP_PICKS).catch('max'),
  }),
  mention: z.looseObject({ kind: z.enum(MENTIONS).catch('person'), id: words, label: words }),
  panelGrid: z.looseObject({ gridId: words }),
  runSet: z.looseObject({ runSetId: words }),
}

/** Undefined when there are none. */
export function readNodeAttrs(
  type: string,
  stored: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const plain: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(stored)) {
    if (name !== MARKS_ATTR && name !== '__proto__' && isLeaf(value)) plain[name] = value
  }
  const schema = Object.hasOwn(NODE_ATTRS, type) ? NODE_ATTRS[type] : undefined
  const attrs = schema ? schema.parse(plain) : plain
  return Object.keys(attrs).length > 0 ? attrs : undefined
}

/**
 * The binding keeps marks of text only. Other things in a line, such as an image that is a link,
 * keep theirs in this attribute.
 */
export const MARKS_ATTR = 'marks'

/** Outermost first. What is stored has no order, and every replica shall read the same. */
const MARKS: readonly ReportMark['type'][] = [
  'link',
  'bold',
  'italic',
  'strike',
  'highlight',
  'code',
]
const linkSchema = z.looseObject({ href: words, title: wordsOrNull })

/** @param stored by the mark's name; the binding adds a hash to names of marks that may overlap */
export function readMarks(stored: Record<string, unknown>): ReportMark[] {
  const found = new Map<string, unknown>()
  for (const name of Object.keys(stored).sort()) {
    const type = name.replace(/--[a-zA-Z0-9+/=]{8}$/, '')
    if (stored[name] !== null && stored[name] !== undefined) found.set(type, stored[name])
  }
  return MARKS.flatMap((type): ReportMark[] => {
    if (!found.has(type)) return []
    const value = found.get(type)
    const attrs = isLeaf(value) && typeof value === 'object' && !Array.isArray(value) ? value : {}
    if (type === 'link') return [{ type, attrs: linkSchema.parse({ ...attrs }) }]
    return [Object.keys(attrs ?? {}).length > 0 ? { type, attrs: { ...attrs } } : { type }]
  })
}

/** As the binding writes them. */
export function writeMarks(marks: readonly ReportMark[]): Record<string, Record<string, unknown>> {
  const stored: Record<string, Record<string, unknown>> = {}
  for (const { type, attrs } of marks) stored[type] = { ...attrs }
  return stored
}
