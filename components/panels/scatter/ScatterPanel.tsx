'use client'

import { Undo2 } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/Button'
import type { MenuItem } from '@/components/ui/Menu'
import { rangeFilter } from '@/lib/panels/rangeFilter'
import { titleOf } from '@/lib/panels/spec'
import type { ColumnId } from '@/lib/runs/columns'
import { framed, type PlacedPanelProps } from '../frame/framed'
import type { PanelExports } from '../frame/panelExport'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { highlight } from '../highlight'
import { picture } from '@/lib/panels/plot/marksSvg'
import { valuesCsv } from '@/lib/panels/plot/readValues'
import { RunValuesTable } from '../plot/RunValuesTable'
import { colorsOfRuns } from '@/lib/panels/runLook'
import { useRunPanel } from '../runValues/useRunPanel'
import { scatterEmpty, scatterModel } from '@/lib/panels/scatter/scatterModel'
import { type PlotHandle, ScatterPlot } from './ScatterPlot'
import { scatterScene, type ScatterZoom } from '@/lib/panels/scatter/scatterScene'
import { ScatterSettings } from './ScatterSettings'

export const ScatterPanel = framed<'scatter'>(Scatter)

function Scatter(panel: PlacedPanelProps<'scatter'>) {
  const { spec, runs, runSet, onSpecChange, onFilter } = panel
  const columns = useMemo(
    () => [...new Set([spec.x, spec.y, spec.color].filter((id): id is ColumnId => !!id))],
    [spec.x, spec.y, spec.color],
  )
  const { source, values, theme, colors, runColors, notes, onScreenChange } = useRunPanel(
    panel,
    columns,
  )
  const { table } = values
  const [zoom, setZoom] = useState<ScatterZoom | null>(null)
  const handle = useRef<PlotHandle>(null)
  const model = useMemo(
    () => (table ? scatterModel(spec, table, runColors, theme, colors.faint) : null),
    [spec, table, runColors, theme, colors.faint],
  )
  const exports = useMemo((): PanelExports | undefined => {
    if (!table || !model || model.rows.length === 0) return undefined
    return {
      svg: (look) => {
        // The colours are those of the picture's theme, which need not be the page's.
        const runColors = colorsOfRuns(runSet, runs, table, look.theme)
        const own = scatterModel(spec, table, runColors, look.theme, look.colors.faint) ?? model
        return picture(
          titleOf(spec),
          look,
          (size) =>
            scatterScene(spec, own, { ...size, colors: look.colors, zoom, legend: look.legend })
              .marks,
        )
      },
      csv: () => valuesCsv(table, columns),
    }
  }, [spec, table, model, runSet, runs, zoom, columns])
  const filter = (range: ScatterZoom) => {
    if (!spec.x || !spec.y) return
    onFilter?.({
      kind: 'and',
      filters: [rangeFilter(spec.x, range.x), rangeFilter(spec.y, range.y)],
    })
  }
  const empty = scatterEmpty(spec, model)
  const pin = (id: number) => highlight.togglePin(id)
  const menu: MenuItem[] =
    zoom && onFilter ? [{ label: 'Filter to what is in view', onSelect: () => filter(zoom) }] : []
  return (
    <PanelFrame
      panel={panel}
      notes={[...(model?.notes ?? []), ...notes]}
      menu={menu}
      action={
        zoom && (
          <Button variant="quiet" icon={Undo2} onClick={() => setZoom(null)}>
            Reset zoom
          </Button>
        )
      }
      settings={
        onSpecChange &&
        (() => (
          <ScatterSettings
            spec={spec}
            source={source}
            onChange={(next) => {
              setZoom(null)
              onSpecChange(next)
            }}
          />
        ))
      }
      table={
        table && model
          ? () => <RunValuesTable table={table} columns={columns} title={titleOf(spec)} />
          : undefined
      }
      exports={exports}
      keys="ArrowLeft ArrowRight Enter"
      onKey={(event) => {
        const plot = handle.current
        if (!plot) return false
        if (event.key === 'ArrowRight') plot.step(1)
        else if (event.key === 'ArrowLeft') plot.step(-1)
        else if (event.key === 'Enter' && plot.readRun() !== null) pin(plot.readRun()!)
        else if (event.key === 'Escape') return plot.leave()
        else if (event.key === 'r') setZoom(null)
        else return false
        return true
      }}
      onScreenChange={onScreenChange}
    >
      {model && !empty && (
        <ScatterPlot
          spec={spec}
          model={model}
          colors={colors}
          zoom={zoom}
          onZoom={setZoom}
          onFilter={onFilter && filter}
          onPin={pin}
          handle={handle}
        />
      )}
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
