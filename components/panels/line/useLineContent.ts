'use client'

import { useQuery } from '@tanstack/react-query'
import type { RE2JS } from 're2js'
import { useEffect, useMemo, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { api } from '@/lib/api/client'
import { MAX_GROUP_RUNS, MAX_GROUPS } from '@/lib/metrics/groupQuery'
import { isInternalKey } from '@/lib/metrics/keys'
import { expressionKeys, parseExpression } from '@/lib/panels/expression'
import { fillLegendTemplate, parseLegendTemplate } from '@/lib/panels/legendTemplate'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import type { ColumnId } from '@/lib/runs/columns'
import { valueGroups } from '@/lib/runs/valueGroups'
import type { ValueTable } from '@/lib/runs/valueTable'
import { naturalCompare } from '@/lib/text/naturalCompare'
import { formatColumnNumber } from '../plot/columnAxis'
import { valueAt } from '../plot/readValues'
import type { PanelProps, PanelRunSet } from '../panelProps'
import { useRunValues } from '../runValues/useRunValues'
import type { LineContent, LineGroup, LineSource } from './lineContent'

/** Keys that a pattern may bring into one panel. */
const MOST_MATCHED = 50
const NO_COLUMNS: readonly ColumnId[] = []

export interface LineContentState extends LineContent {
  /** What is wrong with a pattern or a formula, in words. */
  problems: readonly string[]
  error: unknown
  retry: () => void
}

/** Looks up what the spec only describes: keys of patterns, formulas, groups, names of lines. */
export function useLineContent(
  { spec, runs, runSet }: Pick<PanelProps<'line'>, 'spec' | 'runs' | 'runSet'>,
  active: boolean,
): LineContentState {
  const matched = useMatchedKeys(spec, runs[0]?.entity ?? '', runs[0]?.project ?? '')
  const { sources, problems } = useMemo(() => sourcesOf(spec, matched.keys), [spec, matched.keys])
  const by = spec.grouping?.by ?? runSet?.groupBy ?? NO_COLUMNS
  const grouped = by.length > 0
  const template = useMemo(
    () => parseLegendTemplate(spec.legend?.template ?? ''),
    [spec.legend?.template],
  )
  const source = useMemo(() => ({ runs, runSet }), [runs, runSet])
  const columns = grouped ? by : template.columns
  const values = useRunValues(source, columns, active && columns.length > 0)
  const { all } = values
  const grouping = useMemo(() => {
    if (!grouped) return { groups: null, leftOut: 0 }
    return all ? groupsOf(all, by, runSet) : { groups: undefined, leftOut: 0 }
  }, [grouped, all, by, runSet])
  const names = useMemo(() => {
    if (grouped || template.parts.length === 0) return undefined
    return namesOf(template, all, new Map(runs.map((run) => [run.id, run.displayName])))
  }, [grouped, template, all, runs])
  const notFound = matched.error === undefined ? problems : [matched.error, ...problems]
  return {
    sources,
    ...grouping,
    names,
    problems: notFound,
    error: values.error,
    retry: values.retry,
  }
}

function sourcesOf(spec: LinePanelSpec, matched: readonly string[]) {
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

/** Follows the project's keys as new ones are logged. */
function useMatchedKeys(
  { keyPattern, stream }: LinePanelSpec,
  entity: string,
  project: string,
): { keys: readonly string[]; error: string | undefined } {
  const needed = keyPattern !== undefined
  const known = useQuery({
    queryKey: queryKeys.projectKeys(entity, project),
    queryFn: ({ signal }) => api.projectKeys(entity, project, signal),
    staleTime: Infinity,
    enabled: needed && entity !== '',
  })
  const [engine, setEngine] = useState<typeof RE2JS>()
  useEffect(() => {
    if (!needed) return
    let current = true
    void import('re2js').then((module) => current && setEngine(() => module.RE2JS))
    return () => {
      current = false
    }
  }, [needed])
  const names = known.data?.[stream]
  return useMemo(() => {
    if (keyPattern === undefined || !engine || !names) return { keys: [], error: undefined }
    try {
      const pattern = engine.compile(keyPattern)
      const keys = names.filter((key) => !isInternalKey(key) && pattern.matcher(key).find())
      const most = keys.sort(naturalCompare).slice(0, MOST_MATCHED)
      const left = keys.length - most.length
      const error = left > 0 ? `${left} more keys match /${keyPattern}/` : undefined
      return { keys: most, error }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { keys: [], error: `/${keyPattern}/ is no regular expression: ${reason}` }
    }
  }, [keyPattern, engine, names])
}

/** Over all runs of the set; in natural order of the groups' values. */
function groupsOf(table: ValueTable, by: readonly ColumnId[], runSet: PanelRunSet | undefined) {
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

function namesOf(
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
