/** Looks up what a line panel's spec only describes: keys of patterns, formulas, groups, names of lines. */
import { MAX_GROUP_RUNS, MAX_GROUPS } from '../../metrics/groupQuery'
import { isInternalKey } from '../../metrics/keys'
import type { ColumnId } from '../../runs/columns'
import { valueGroups } from '../../runs/valueGroups'
import type { ValueTable } from '../../runs/valueTable'
import { naturalCompare } from '../../text/naturalCompare'
import { expressionKeys, parseExpression } from '../expression'
import { fillLegendTemplate, type parseLegendTemplate } from '../legendTemplate'
import type { LinePanelSpec } from '../linePanel'
import type { RunSetLook } from '../panelRunSet'
import { formatColumnNumber } from '../plot/columnAxis'
import { valueAt } from '../plot/readValues'
import type { LineGroup, LineSource } from './lineContent'

/** Keys that a pattern may bring into one panel. */
const MOST_MATCHED = 50

/** What compiles RE2 expressions; the browser loads one when it needs it. */
export interface PatternEngine {
  compile(pattern: string): { matcher(text: string): { find(): boolean } }
}

export function sourcesOf(spec: LinePanelSpec, matched: readonly string[]) {
  const sources = [...new Set([...spec.keys, ...matched])].map((key): LineSource => {
    return { kind: 'key', key }
  })
  const problems: string[] = []
  for (const text of new Set(spec.expressions)) {
    try {
      const expression = parseExpression(text)
      sources.push({ kind: 'formula', key: text, expression, keys: expressionKeys(expression) })
    } catch (error) {
      problems.push(`${text}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { sources, problems }
}

/** Of a project's keys those that a pattern finds. */
export function matchedKeys(
  pattern: string,
  names: readonly string[],
  engine: PatternEngine,
): { keys: readonly string[]; error: string | undefined } {
  try {
    const compiled = engine.compile(pattern)
    const keys = names.filter((key) => !isInternalKey(key) && compiled.matcher(key).find())
    const most = keys.sort(naturalCompare).slice(0, MOST_MATCHED)
    const left = keys.length - most.length
    const error = left > 0 ? `${left} more keys match /${pattern}/` : undefined
    return { keys: most, error }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { keys: [], error: `/${pattern}/ is no regular expression: ${reason}` }
  }
}

/** Over all runs of the set; in natural order of the groups' values. */
export function groupsOf(
  table: ValueTable,
  by: readonly ColumnId[],
  runSet: Pick<RunSetLook, 'hidden' | 'colors'> | undefined,
) {
  const all = valueGroups(table, by)
  const groups: LineGroup[] = []
  let runs = 0
  let leftOut = 0
  for (const { key, look, path, label, rows } of all) {
    if (groups.length === MAX_GROUPS || runs + rows.length > MAX_GROUP_RUNS) {
      leftOut += rows.length
      continue
    }
    runs += rows.length
    groups.push({
      key,
      label,
      runs: new Set(rows.map((at) => table.runs[at]!.id)),
      live: rows
        .map((at) => table.runs[at]!)
        .flatMap(({ id, state }) => (state === 'running' ? [id] : [])),
      hidden: path.some((outer) => runSet?.hidden.has(outer)),
      color: runSet?.colors.get(look),
    })
  }
  return { groups, leftOut }
}

export function namesOf(
  template: ReturnType<typeof parseLegendTemplate>,
  table: ValueTable | undefined,
  displayNames: ReadonlyMap<number, string>,
) {
  const places = new Map(table?.runs.map((run, at) => [run.id, at]))
  return (run: number, key: string): string | undefined => {
    const at = places.get(run)
    return fillLegendTemplate(template, key, (id) => {
      if (id === 'run:displayName') return displayNames.get(run)
      const column = table?.columns.get(id)
      if (!column || at === undefined) return undefined
      // As short as one reads it: a legend is no table.
      const value = column.values[at]
      if (typeof value === 'number') return formatColumnNumber(value, column.kind === 'time')
      return valueAt(column, at) || undefined
    })
  }
}
