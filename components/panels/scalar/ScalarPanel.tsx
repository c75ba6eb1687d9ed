'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '@/lib/api/client'
import { titleOf } from '@/lib/panels/spec'
import { type ColumnId, parseColumnId } from '@/lib/runs/columns'
import { framed, type PlacedPanelProps } from '../frame/framed'
import type { PanelExports } from '../frame/panelExport'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { RunValuesTable } from '../plot/RunValuesTable'
import { useRunPanel } from '../runValues/useRunPanel'
import { ScalarCards } from './ScalarCards'
import {
  scalarCsv,
  scalarEmpty,
  scalarModel,
  type ScalarModel,
} from '@/lib/panels/scalar/scalarModel'
import { ScalarSettings } from './ScalarSettings'
import { scalarSvg } from '@/lib/panels/scalar/scalarSvg'

export const ScalarPanel = framed<'scalar'>(Scalar)

const NONE: readonly ColumnId[] = []

function Scalar(panel: PlacedPanelProps<'scalar'>) {
  const { spec, runSet, onSpecChange } = panel
  const by = spec.groupBy ?? runSet?.groupBy ?? NONE
  const columns = useMemo(
    () => (spec.column ? [...new Set([spec.column, ...by])] : []),
    [spec.column, by],
  )
  const { source, values, notes, onScreenChange } = useRunPanel(panel, columns)
  const { table, all } = values
  const model = useMemo(() => {
    const isHidden = (path: readonly string[]) =>
      path.some((key) => runSet?.hidden.has(key as `group/${string}`))
    return table && all ? scalarModel(spec, table, all, by, isHidden) : null
  }, [spec, table, all, by, runSet])
  const history = useHistory(spec.column, model)
  const sparklines = spec.sparkline ?? true
  const exports = useMemo((): PanelExports | undefined => {
    if (!model) return undefined
    return {
      svg: (look) => scalarSvg(titleOf(spec), model, sparklines, look),
      csv: () => scalarCsv(model),
    }
  }, [model, spec, sparklines])
  const empty = scalarEmpty(spec, model)
  return (
    <PanelFrame
      panel={panel}
      notes={by.length > 0 ? [] : notes}
      settings={
        onSpecChange &&
        (() => (
          <ScalarSettings
            spec={spec}
            source={source}
            runs={all?.runs ?? []}
            onChange={onSpecChange}
          />
        ))
      }
      table={
        table && model
          ? () => <RunValuesTable table={table} columns={columns} title={titleOf(spec)} />
          : undefined
      }
      exports={exports}
      onScreenChange={onScreenChange}
    >
      {model && !empty && <ScalarCards model={model} sparklines={sparklines} history={history} />}
      {empty && <PanelNote>{empty}</PanelNote>}
      {!empty && !model && values.error === undefined && <PanelLoading />}
      {values.error !== undefined && (
        <PanelError
          what="The values could not be loaded"
          error={values.error}
          onRetry={values.retry}
        />
      )}
    </PanelFrame>
  )
}

const HISTORY_BUCKETS = 128

/** How the metric behind the only number went; asked again when the number is another. */
function useHistory(column: ColumnId | null, model: ScalarModel | null) {
  const only = model?.cards.length === 1 ? model.cards[0]! : undefined
  const { section, path } = column ? parseColumnId(column) : { section: 'run', path: '' }
  const run = only?.values.length === 1 ? only.run : undefined
  const answer = useQuery({
    queryKey: ['scalar-history', run, path, only?.value],
    queryFn: ({ signal }) =>
      api.series({ runs: [run!], keys: [path], buckets: HISTORY_BUCKETS }, signal),
    enabled: run !== undefined && section === 'summary',
    staleTime: Infinity,
    retry: false,
  })
  return useMemo(() => {
    const buckets = answer.data?.[0]?.buckets
    if (!buckets) return undefined
    const means = Array.from({ length: buckets.length }, (_, i) => buckets.mean(i))
    return means.filter(Number.isFinite)
  }, [answer.data])
}
