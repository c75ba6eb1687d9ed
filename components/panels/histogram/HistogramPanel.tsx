'use client'

import { useMemo, useState } from 'react'
import { Slider } from '@/components/ui/Slider'
import { countOf } from '@/lib/format/number'
import { formatExact, formatValue } from '@/lib/metrics/numbers'
import { titleOf } from '@/lib/panels/spec'
import type { ColumnId } from '@/lib/runs/columns'
import { framed, type PlacedPanelProps } from '../frame/framed'
import type { PanelExports } from '../frame/panelExport'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { NumbersTable } from '../plot/NumbersTable'
import { picture } from '@/lib/panels/plot/marksSvg'
import { useRunPanel } from '../runValues/useRunPanel'
import {
  columnModel,
  histogramCsv,
  histogramEmpty,
  histogramRows,
  type HistogramModel,
  loggedModel,
  MOST_RUNS,
  stepsOf,
} from '@/lib/panels/histogram/histogramModel'
import { sceneOf } from '@/lib/panels/histogram/modelScene'
import { HistogramPlot } from './HistogramPlot'
import { HistogramSettings } from './HistogramSettings'
import { useLoggedHistograms } from './useLoggedHistograms'

export const HistogramPanel = framed<'histogram'>(Histogram)

const NONE: readonly ColumnId[] = []

function Histogram(panel: PlacedPanelProps<'histogram'>) {
  const { spec, runs, onSpecChange, visible = true } = panel
  const { source } = spec
  const columns = useMemo(() => (source.kind === 'column' ? [source.column] : NONE), [source])
  const [onScreen, setOnScreen] = useState(false)
  const about = useRunPanel(panel, columns)
  const { values, theme, colors } = about
  const shownRuns = useMemo(() => runs.slice(0, MOST_RUNS), [runs])
  const logged = useLoggedHistograms(
    source.kind === 'key' ? source.key : undefined,
    shownRuns,
    visible && onScreen,
  )
  const steps = useMemo(() => stepsOf(logged.answers), [logged.answers])
  const [moved, setMoved] = useState<number | null>(null)
  const step = moved ?? spec.step ?? null
  const model = useMemo((): HistogramModel | null => {
    if (source.kind === 'column')
      return values.table ? columnModel(spec, values.table, theme) : null
    if (logged.answers.some((answer) => answer === undefined)) return null
    return loggedModel(spec, shownRuns, logged.answers, step, theme)
  }, [source, spec, values.table, theme, logged.answers, shownRuns, step])
  const exports = useMemo((): PanelExports | undefined => {
    if (!model) return undefined
    return {
      svg: (look) => {
        const own =
          source.kind === 'column' && values.table
            ? columnModel(spec, values.table, look.theme)
            : loggedModel(spec, shownRuns, logged.answers, step, look.theme)
        return picture(
          titleOf(spec),
          look,
          (size) => sceneOf(spec, own ?? model, look.theme, { ...size, colors: look.colors }).marks,
        )
      },
      csv: () => histogramCsv(model),
    }
  }, [model, source, spec, values.table, shownRuns, logged.answers, step])
  const empty =
    runs.length === 0 ? 'No run is shown. Switch one on in the list.' : histogramEmpty(spec, model)
  const error = source.kind === 'key' ? logged.error : values.error
  const withSlider = source.kind === 'key' && spec.mode !== 'overSteps' && steps.length > 1
  const at = step ?? steps.at(-1) ?? 0
  return (
    <PanelFrame
      panel={panel}
      notes={[
        model?.kind !== 'steps' &&
          source.kind === 'key' &&
          runs.length > MOST_RUNS &&
          `${MOST_RUNS} of ${countOf(runs.length, 'run')}`,
        model?.kind === 'steps' && (runs.length > 1 ? `only ${model.run}` : model.run),
        source.kind === 'key' && logged.answers.some((one) => one?.sampled) && 'some of the steps',
        model?.kind === 'bars' && source.kind === 'column' && countOf(model.count, 'run'),
        ...(source.kind === 'column' ? about.notes : []),
      ]}
      settings={
        onSpecChange &&
        (() => (
          <HistogramSettings
            spec={spec}
            runs={runs}
            source={about.source}
            onChange={onSpecChange}
          />
        ))
      }
      table={model ? () => <HistogramTable model={model} title={titleOf(spec)} /> : undefined}
      exports={exports}
      keys={withSlider ? 'ArrowLeft ArrowRight' : ''}
      onKey={({ key }) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[key]
        if (!withSlider || by === undefined) return false
        const place = steps.findIndex((one) => one >= at)
        setMoved(steps[Math.max(0, Math.min(steps.length - 1, place + by))]!)
        return true
      }}
      onScreenChange={(now) => {
        setOnScreen(now)
        about.onScreenChange(now)
      }}
    >
      {model && !empty && (
        <div className="absolute inset-0 flex flex-col">
          <div className="relative min-h-0 grow">
            <HistogramPlot spec={spec} model={model} theme={theme} colors={colors} />
          </div>
          {withSlider && (
            <div className="flex shrink-0 items-center gap-3 px-3 pb-1 text-12 text-ink-2">
              <Slider
                label="Step"
                value={Math.max(
                  0,
                  steps.findIndex((one) => one >= at),
                )}
                min={0}
                max={steps.length - 1}
                step={1}
                valueText={`Step ${formatExact(at)}`}
                onValueChange={(place) => setMoved(steps[place]!)}
                onValueCommit={(place) => {
                  const chosen = place === steps.length - 1 ? null : steps[place]!
                  onSpecChange?.({ ...spec, step: chosen })
                  if (onSpecChange) setMoved(null)
                }}
                className="grow"
              />
              <span className="font-mono tabular-nums">Step {formatExact(at)}</span>
            </div>
          )}
        </div>
      )}
      {empty && <PanelNote>{empty}</PanelNote>}
      {!empty && !model && error === undefined && <PanelLoading />}
      {error !== undefined && (
        <PanelError
          what="The values could not be loaded"
          error={error}
          onRetry={source.kind === 'key' ? logged.retry : values.retry}
        />
      )}
    </PanelFrame>
  )
}

/** More rows than anybody reads; the CSV has all of them. */
const MOST_TABLE_ROWS = 2000

function HistogramTable({ model, title }: { model: HistogramModel; title: string }) {
  const rows = histogramRows(model)
    .slice(0, MOST_TABLE_ROWS)
    .map(({ name, from, to, count }, i) => ({
      key: String(i),
      cells: [name, formatValue(from), formatValue(to), formatExact(count)],
    }))
  return <NumbersTable title={title} columns={['Of', 'From', 'To', 'Count']} rows={rows} />
}
