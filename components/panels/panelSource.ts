'use client'

/**
 * Where panels get their data. By default from the project that their runs are in, with the rights of
 * whoever looks; a page for people without such rights gives its panels a source of its own.
 */
import { createContext, useContext } from 'react'
import type { FetchGroups } from './line/groupFeed'
import type { LineContentState } from './line/useLineContent'
import type { SeriesStore } from './series/seriesStore'

export interface PanelSource {
  series: SeriesStore
  groups: FetchGroups
  /** What a line panel draws, looked up already. */
  lineContent: LineContentState
}

export const PanelSourceContext = createContext<PanelSource | null>(null)

/** Null: the default. */
export const usePanelSource = (): PanelSource | null => useContext(PanelSourceContext)
