'use client'

/**
 * Marks in data space over line charts, fed by whoever has some: notes that people left on points and
 * ranges, or where somebody else points. Panels ask the nearest provider.
 */
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Stream } from '@/lib/metrics/seriesQuery'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { Pointing } from './line/PanelPointer'

export interface ChartOverlay {
  id: string
  /** In units of the panel's x axis. */
  x: number
  /** Other end of a range; absent for a point. */
  to?: number | undefined
  /** In units of y; without it the mark stands at the top. */
  y?: number | undefined
  label: string
  color?: string | undefined
  onClick?: (() => void) | undefined
}

/** The panel that asks: which series it shows, against what. */
export interface OverlayQuery {
  panelId: string
  stream: Stream
  keys: readonly string[]
  /** Numeric ids. */
  runs: readonly number[]
  x: string
}

export interface OverlaySource {
  /** The same array until something in it changes. */
  get(query: OverlayQuery): readonly ChartOverlay[]
  subscribe(listener: () => void): () => void
  /** Begins a mark where the pointer is, or wherever when it is nowhere; absent for readers. */
  annotate?: ((query: OverlayQuery, at: Pointing | null) => void) | undefined
}

const NONE: readonly ChartOverlay[] = []
const NOTHING: OverlaySource = { get: () => NONE, subscribe: () => () => {} }

const OverlayContext = createContext<OverlaySource>(NOTHING)
export const OverlayProvider = OverlayContext.Provider

export function usePanelOverlays(spec: LinePanelSpec, runs: readonly PanelRun[], x: string) {
  const source = useContext(OverlayContext)
  const query = useMemo((): OverlayQuery => {
    const { id: panelId, stream, keys } = spec
    return { panelId, stream, keys, runs: runs.map((run) => run.id), x }
  }, [spec, runs, x])
  const overlays = useSyncExternalStore(
    source.subscribe,
    () => source.get(query),
    () => NONE,
  )
  const annotate = useMemo(() => {
    const { annotate: begin } = source
    return begin && ((at: Pointing | null) => begin(query, at))
  }, [source, query])
  return { overlays, annotate }
}
