'use client'

import { useCallback, useMemo, useState } from 'react'
import type { ChartColors } from '@/lib/charts/types'
import type { PaletteTheme } from '@/lib/palette/runColors'
import { countOf, formatCount } from '@/lib/format/number'
import type { PanelType } from '@/lib/panels/spec'
import type { ColumnId } from '@/lib/runs/columns'
import type { PlacedPanelProps } from '../frame/framed'
import { useChartColors } from '../frame/useChartColors'
import { colorsOfRuns } from '@/lib/panels/runLook'
import { type RunSource, type RunValuesState, useRunValues } from './useRunValues'

export interface RunPanel {
  source: RunSource
  values: RunValuesState
  theme: PaletteTheme
  colors: ChartColors
  /** One a row of the table. */
  runColors: readonly string[]
  /** What is not drawn of the run set. */
  notes: string[]
  /** For the frame: nothing is asked for before the panel is on screen. */
  onScreenChange: (onScreen: boolean) => void
}

const NONE: readonly string[] = []

/** What all panels need that draw values of runs. */
export function useRunPanel<T extends PanelType>(
  panel: PlacedPanelProps<T>,
  columns: readonly ColumnId[],
): RunPanel {
  const { runs, runSet, visible = true } = panel
  const [seen, setSeen] = useState(panel.place.filling)
  const [onScreen, setOnScreen] = useState(panel.place.filling)
  const onScreenChange = useCallback((now: boolean) => {
    setOnScreen(now)
    if (now) setSeen(true)
  }, [])
  const source = useMemo(() => ({ runs, runSet }), [runs, runSet])
  const values = useRunValues(source, columns, visible && seen, visible && onScreen)
  const { theme, colors } = useChartColors()
  const { table } = values
  const runColors = useMemo(
    () => (table ? colorsOfRuns(runSet, runs, table, theme) : NONE),
    [table, runSet, runs, theme],
  )
  const notes: string[] = []
  if (values.hidden > 0) notes.push(`${countOf(values.hidden, 'run')} hidden`)
  if (values.total > values.fetched && values.fetched > 0) {
    notes.push(`the first ${formatCount(values.fetched)} of ${formatCount(values.total)} runs`)
  }
  return { source, values, theme, colors, runColors, notes, onScreenChange }
}
