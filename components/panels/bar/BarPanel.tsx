'use client'

import { useMemo, useRef } from 'react'
import { countOf, formatCount } from '@/lib/format/number'
import { titleOf } from '@/lib/panels/spec'
import type { ColumnId } from '@/lib/runs/columns'
import { framed, type PlacedPanelProps } from '../frame/framed'
import type { PanelExports } from '../frame/panelExport'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { picture } from '@/lib/panels/plot/marksSvg'
import { colorsOfRuns } from '@/lib/panels/runLook'
import { useRunPanel } from '../runValues/useRunPanel'
import { barCsv, barEmpty, barModel } from '@/lib/panels/bar/barModel'
import { type BarHandle, BarPlot } from './BarPlot'
import { barScene } from '@/lib/panels/bar/barScene'
import { BarSettings } from './BarSettings'
import { BarTable } from './BarTable'

export const BarPanel = framed<'bar'>(Bar)

const NONE: readonly ColumnId[] = []

function Bar(panel: PlacedPanelProps<'bar'>) {
  const { spec, runs, runSet, onSpecChange } = panel
  const by = spec.groupBy ?? runSet?.groupBy ?? NONE
  const columns = useMemo(() => [...new Set([...spec.columns, ...by])], [spec.columns, by])
  const { source, values, theme, colors, runColors, notes, onScreenChange } = useRunPanel(
    panel,
    columns,
  )
  const { table, all } = values
  const handle = useRef<BarHandle>(null)
  const model = useMemo(
    () =>
      table && all && spec.columns.length > 0
        ? barModel({ spec, drawn: table, colors: runColors, all, by, runSet, theme })
        : null,
    [spec, table, all, runColors, by, runSet, theme],
  )
  const exports = useMemo((): PanelExports | undefined => {
    if (!table || !all || !model) return undefined
    return {
      svg: (look) => {
        const ownColors = colorsOfRuns(runSet, runs, table, look.theme)
        const request = { spec, drawn: table, colors: ownColors, all, by, runSet }
        const own = barModel({ ...request, theme: look.theme })
        return picture(
          titleOf(spec),
          look,
          (size) =>
            barScene(spec, own, { ...size, colors: look.colors, legend: look.legend }).marks,
        )
      },
      csv: () => barCsv(model),
    }
  }, [spec, table, all, model, by, runSet, runs])
  const empty = barEmpty(spec, model)
  const limited =
    model !== null &&
    model.total > model.places.length &&
    `${formatCount(model.places.length)} of ${countOf(model.total, model.grouped ? 'group' : 'run')}`
  return (
    <PanelFrame
      panel={panel}
      notes={[limited, ...(by.length > 0 ? [] : notes)]}
      settings={
        onSpecChange && (() => <BarSettings spec={spec} source={source} onChange={onSpecChange} />)
      }
      table={model ? () => <BarTable model={model} title={titleOf(spec)} /> : undefined}
      exports={exports}
      keys="ArrowUp ArrowDown Enter"
      onKey={(event) => {
        const plot = handle.current
        if (!plot) return false
        if (event.key === 'ArrowDown' || event.key === 'ArrowRight') plot.step(1)
        else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') plot.step(-1)
        else if (event.key === 'Enter') plot.pin()
        else if (event.key === 'Escape') return plot.leave()
        else return false
        return true
      }}
      onScreenChange={onScreenChange}
    >
      {model && !empty && <BarPlot spec={spec} model={model} colors={colors} handle={handle} />}
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
