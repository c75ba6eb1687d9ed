/** What a legend calls a line: text with `${run.displayName}`, `${config.lr}`, `${summary.loss}`, `${key}`. */
import { columnId, type ColumnId, isColumnId } from '../runs/columns'

type Part = { kind: 'text'; text: string } | { kind: 'key' } | { kind: 'column'; id: ColumnId }

export interface LegendTemplate {
  parts: readonly Part[]
  /** What must be known of a run. */
  columns: readonly ColumnId[]
}

const PLACE = /\$\{\s*(?:(run|config|summary)[.:]([^}]+?)|(key))\s*\}/g

/** What names nothing that can be known stays as it is typed. */
export function parseLegendTemplate(text: string): LegendTemplate {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(PLACE)) {
    const [whole, section, path, key] = match
    const id = section ? columnId(section as 'run', path!) : undefined
    if (id !== undefined && !isColumnId(id)) continue
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push(key ? { kind: 'key' } : { kind: 'column', id: id! })
    end = match.index + whole.length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  const columns = parts.flatMap((part) => (part.kind === 'column' ? [part.id] : []))
  return { parts, columns: [...new Set(columns)] }
}

/** A run without the value gets a dash in its place. */
export function fillLegendTemplate(
  { parts }: LegendTemplate,
  key: string,
  valueOf: (id: ColumnId) => string | undefined,
): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text
      return part.kind === 'key' ? key : (valueOf(part.id) ?? '–')
    })
    .join('')
}
