'use client'

/**
 * Marks in data space over line charts, fed by whoever has some: notes that people left on points and
 * ranges. Panels ask the nearest provider, which also brings what a mark opens and what asks for a
 * new one: panels render both, so that they belong to a panel even where it fills the screen.
 */
import {
  type ComponentType,
  createContext,
  type ReactNode,
  useContext,
  useMemo,
  useSyncExternalStore,
} from 'react'
import { type Theme, useTheme } from '@/components/ui/theme'
import type { Stream } from '@/lib/metrics/seriesQuery'
import type { PanelRun } from '@/lib/panels/panelRun'

export interface ChartOverlay {
  id: string
  /** In units of the panel's x axis. */
  x: number
  /** Other end of a range; absent for a point. */
  to?: number | undefined
  /** In units of y; without it the mark stands on the line of its series, else at the top. */
  y?: number | undefined
  series?: { run: number; key: string } | undefined
  /** Accessible name. */
  label: string
  /** Shown on hover and focus. */
  hint?: ReactNode
  color?: string | undefined
  /** Somebody looks for it just now. */
  lit?: boolean | undefined
}

/** The panel that asks: which series it shows, against what. */
export interface OverlayQuery {
  panelId: string
  stream: Stream
  keys: readonly string[]
  /** Drawn, in the order of the list. */
  runs: readonly PanelRun[]
  x: string
  theme: Theme
}

/** A place that somebody wants to mark, in units of the panel's x axis. */
export interface MarkPlace {
  /** The line pointed at; absent where there is none. */
  series?: { run: number; key: string } | undefined
  /** Absent where nothing was pointed at. */
  from?: number | undefined
  /** Makes it a range. */
  to?: number | undefined
}

export interface OverlayCardProps {
  /** Several when marks stand at the same place. */
  ids: readonly string[]
  /** `going`: the mark is about to go, and cannot have the focus. */
  onClose: (going?: 'going') => void
}

export interface OverlayFormProps {
  query: OverlayQuery
  place: MarkPlace
  onClose: () => void
}

/** What marks are called where they are not annotations. */
export interface MarkWords {
  /** One, in a sentence. */
  noun: string
  /** What the menu offers. */
  verb: string
}
const ANNOTATION: MarkWords = { noun: 'annotation', verb: 'Annotate' }

export interface OverlaySource {
  /** The same array until something in it changes. */
  get(query: OverlayQuery): readonly ChartOverlay[]
  subscribe(listener: () => void): () => void
  /** What a mark opens, beside it. */
  Card?: ComponentType<OverlayCardProps> | undefined
  /** What asks for a new mark; absent for readers. */
  Form?: ComponentType<OverlayFormProps> | undefined
  words?: MarkWords | undefined
}

const NONE: readonly ChartOverlay[] = []
const NOTHING: OverlaySource = { get: () => NONE, subscribe: () => () => {} }

const OverlayContext = createContext<OverlaySource>(NOTHING)
export const OverlayProvider = OverlayContext.Provider

/** Marks of one panel. */
export function usePanelOverlays(
  panelId: string,
  stream: Stream,
  keys: readonly string[],
  runs: readonly PanelRun[],
  x: string,
) {
  const source = useContext(OverlayContext)
  const theme = useTheme()
  const query = useMemo(
    (): OverlayQuery => ({ panelId, stream, keys, runs, x, theme }),
    [panelId, stream, keys, runs, x, theme],
  )
  const overlays = useSyncExternalStore(
    source.subscribe,
    () => source.get(query),
    () => NONE,
  )
  const { Card, words = ANNOTATION } = source
  const Form = keys.length > 0 && runs.length > 0 ? source.Form : undefined
  return { query, overlays, Card, Form, words }
}
