'use client'

import { Filter, X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { formatCount } from '@/lib/format/number'
import type { ParallelPanelSpec } from '@/lib/panels/otherPanels'
import { titleOf } from '@/lib/panels/spec'
import { framed, type PlacedPanelProps } from '../frame/framed'
import type { PanelExports } from '../frame/panelExport'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { highlight } from '../highlight'
import { picture } from '@/lib/panels/plot/marksSvg'
import { valuesCsv } from '@/lib/panels/plot/readValues'
import { RunValuesTable } from '../plot/RunValuesTable'
import { useRunPanel } from '../runValues/useRunPanel'
import { ParallelPlot, type ParallelHandle } from './ParallelPlot'
import { ParallelSettings } from './ParallelSettings'
import {
  brushFilter,
  isBrushed,
  movedAxis,
  parallelModel,
} from '@/lib/panels/parallel/parallelModel'
import { parallelScene } from '@/lib/panels/parallel/parallelScene'
import { SuggestAxes } from './SuggestAxes'
import { useAccent } from './useAccent'

export const ParallelPanel = framed<'parallel'>(Parallel)

function Parallel(panel: PlacedPanelProps<'parallel'>) {
  const { onSpecChange, onFilter } = panel
  // While a brush is dragged, and where nothing may be kept, the panel's own copy holds.
  const [own, setOwn] = useState<{ of: ParallelPanelSpec; spec: ParallelPanelSpec } | null>(null)
  const spec = own?.of === panel.spec ? own.spec : panel.spec
  const change = (next: ParallelPanelSpec, settled = true) => {
    if (settled && onSpecChange) {
      setOwn(null)
      onSpecChange(next)
    } else setOwn({ of: panel.spec, spec: next })
  }
  const columns = useMemo(() => panel.spec.axes.map(({ column }) => column), [panel.spec.axes])
  const { source, values, theme, colors, notes, onScreenChange } = useRunPanel(panel, columns)
  const table = values.partial
  const accent = useAccent(theme)
  const handle = useRef<ParallelHandle>(null)
  const model = useMemo(
    () => (table ? parallelModel(spec, table, theme, colors.faint) : null),
    [spec, table, theme, colors.faint],
  )
  const exports = useMemo((): PanelExports | undefined => {
    if (!table || table.runs.length === 0 || spec.axes.length < 2) return undefined
    return {
      svg: (look) => {
        const drawn = parallelModel(spec, table, look.theme, look.colors.faint)
        return picture(
          titleOf(spec),
          look,
          (size) =>
            parallelScene(drawn, { ...size, colors: look.colors, accent, titles: true }).marks,
        )
      },
      csv: () => valuesCsv(table, columns),
    }
  }, [spec, table, accent, columns])
  const withoutBrushes = () => ({
    ...spec,
    axes: spec.axes.map((axis) =>
      isBrushed(axis) ? { ...axis, brushes: undefined, kept: undefined } : axis,
    ),
  })
  const filter = model && brushFilter(model)
  const empty =
    spec.axes.length < 2
      ? 'Choose at least two columns of config or summary as axes.'
      : table?.runs.length === 0
        ? 'No run is drawn. Switch one on in the list.'
        : undefined
  const categories = useMemo(
    () =>
      new Set(model?.axes.flatMap(({ column }) => (column.kind === 'category' ? [column.id] : []))),
    [model],
  )
  const pin = (id: number) => highlight.togglePin(id)
  return (
    <PanelFrame
      panel={{ ...panel, spec }}
      notes={notes}
      settings={
        onSpecChange &&
        (() => (
          <ParallelSettings
            spec={spec}
            source={source}
            categories={categories}
            onChange={(next) => change(next)}
          />
        ))
      }
      table={
        table && columns.length > 0
          ? () => <RunValuesTable table={table} columns={columns} title={titleOf(spec)} />
          : undefined
      }
      exports={exports}
      keys="ArrowUp ArrowDown Enter"
      onKey={(event) => {
        const plot = handle.current
        if (!plot) return false
        if (event.key === 'ArrowDown') plot.step(1)
        else if (event.key === 'ArrowUp') plot.step(-1)
        else if (event.key === 'Enter' && plot.readRun() !== null) pin(plot.readRun()!)
        else if (event.key === 'Escape') return plot.leave()
        else return false
        return true
      }}
      onScreenChange={onScreenChange}
    >
      {model && !empty && (
        <ParallelPlot
          model={model}
          colors={colors}
          accent={accent}
          onAxis={(i, axis, settled) => {
            change({ ...spec, axes: spec.axes.with(model.axes[i]!.index, axis) }, settled)
          }}
          onMove={(from, to) => {
            const place = (i: number) => model.axes[i]!.index
            change({ ...spec, axes: movedAxis(spec.axes, place(from), place(to)) })
          }}
          onPin={pin}
          handle={handle}
        />
      )}
      {model?.brushed && !empty && (
        <BrushActions
          text={`${formatCount(model.count)} of ${formatCount(model.table.runs.length)}`}
          onKeep={
            onFilter && filter
              ? () => {
                  onFilter(filter)
                  change(withoutBrushes())
                }
              : undefined
          }
          onClear={() => change(withoutBrushes())}
        />
      )}
      {empty && (
        <PanelNote
          action={
            onSpecChange && spec.axes.length < 2 ? (
              <SuggestAxes source={source} onAxes={(axes) => change({ ...spec, axes })} />
            ) : undefined
          }
        >
          {empty}
        </PanelNote>
      )}
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

/** Below the axes, where only runs without a value pass. */
function BrushActions({
  text,
  onKeep,
  onClear,
}: {
  text: string
  onKeep: (() => void) | undefined
  onClear: () => void
}) {
  return (
    <div
      role="group"
      aria-label="Brushes"
      className="absolute right-2 bottom-1 flex items-center gap-1 rounded-md bg-raised"
    >
      <span role="status" className="px-1 text-12 text-ink-2">
        {text} runs
      </span>
      {onKeep && (
        <Button icon={Filter} onClick={onKeep}>
          Keep as filter
        </Button>
      )}
      <Button variant="quiet" icon={X} onClick={onClear}>
        Clear
      </Button>
    </div>
  )
}
