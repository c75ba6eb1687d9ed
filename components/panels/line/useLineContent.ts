'use client'

import { useQuery } from '@tanstack/react-query'
import type { RE2JS } from 're2js'
import { useEffect, useMemo, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { api } from '@/lib/api/client'
import { parseLegendTemplate } from '@/lib/panels/legendTemplate'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import type { ColumnId } from '@/lib/runs/columns'
import type { PanelProps } from '../panelProps'
import { useRunValues } from '../runValues/useRunValues'
import type { LineContent } from '@/lib/panels/line/lineContent'
import { groupsOf, matchedKeys, namesOf, sourcesOf } from '@/lib/panels/line/lookUp'

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
    return matchedKeys(keyPattern, names, engine)
  }, [keyPattern, engine, names])
}
