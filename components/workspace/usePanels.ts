'use client'

import { Box, Plus } from 'lucide-react'
import {
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { panelOf } from '@/components/panels/registry'
import { type PaletteItem, usePaletteItems } from '@/components/palette/registry'
import type { RunRow } from '@/lib/api/runs'
import { internDefinitions, type MetricDefinitions } from '@/lib/metrics/definitions'
import { isInternalKey } from '@/lib/metrics/keys'
import { hiddenKeys } from '@/lib/panels/definedAxis'
import type { StreamKeys } from '@/lib/panels/sections'
import {
  PANEL_LABELS,
  PANEL_TYPES,
  type PanelSpec,
  type PanelType,
  titleOf,
} from '@/lib/panels/spec'
import { Arranger, FIRST_SECTION, searchSections, type Section } from '@/lib/workspace/arrange'
import { addPanel } from '@/lib/workspace/panelChanges'
import type { PanelsState } from '@/lib/workspace/panelDocument'
import { placeBetween } from '@/lib/workspace/place'
import { useLatest } from '@/components/runs/useLatest'
import { useUndo } from './document/useUndoKeys'
import type { OpenWorkspace } from './document/useWorkspace'
import type { PanelGridHandle } from './grid/PanelGrid'
import { useDrafts, withDrafts } from './grid/specDrafts'
import { usePanelActions } from './grid/usePanelActions'
import { usePresence } from './presence/usePresence'
import { useDefaultDrafts } from './useDefaultDrafts'
import { useFullScreenId } from './useFullScreenId'
import { usePattern } from './usePattern'
import { useSectionActions } from './useSectionActions'
import { reveal, useShowPanel } from './useShowPanel'
import { useSlashKey } from './useSlashKey'

const NO_KEYS: StreamKeys = { history: [], events: [] }
const NOTHING: PanelsState = {
  defaults: {},
  size: 'medium',
  showHidden: false,
  sections: new Map(),
  panels: new Map(),
}

export interface PanelsOptions {
  keys: StreamKeys | undefined
  runs: readonly Pick<RunRow, 'definitions'>[] | undefined
  /** Panels that make sense of one run alone. */
  ofOneRun?: boolean
}

/**
 * The panels of a workspace, or of one run in it, with what people do to them: search, settings,
 * sections, one over the whole page (its id is in the address).
 */
export function usePanels(open: OpenWorkspace | undefined, options: PanelsOptions) {
  const { keys = NO_KEYS, runs = NO_RUNS, ofOneRun = false } = options
  const grid = useRef<PanelGridHandle>(null)
  const presence = usePresence(open?.session, grid)
  const undo = useUndo(open)
  useSlashKey()
  const state = useSyncExternalStore(
    open?.panels.subscribe ?? never,
    open?.panels.getState ?? (() => NOTHING),
    () => NOTHING,
  )
  const [arranger] = useState(() => new Arranger())
  const [search, setSearch] = useState('')
  const pattern = usePattern(search)
  const searching = search.trim() !== ''

  const definitions = useDefinitions(runs)
  const hidden = useMemo(() => hiddenKeys(keys.history, definitions), [keys.history, definitions])
  const all = useMemo(() => {
    const sections = arranger.arrange(keys, state, state.showHidden ? undefined : hidden)
    return ofOneRun ? linesOnly(sections) : sections
  }, [arranger, keys, state, hidden, ofOneRun])
  const owner = useMemo(
    () => (open && !open.readOnly ? { doc: open.panels.doc, undo: open.undo } : undefined),
    [open],
  )
  const latest = useLatest(all)
  const revealPanel = useCallback((panelId: string) => reveal(grid, panelId), [])
  const { actions, moving, setMoving, dragging, drafts } = usePanelActions(
    owner,
    latest,
    revealPanel,
    presence,
  )
  const drafted = useDrafts(drafts)
  const { matches } = pattern
  const found = useMemo(() => {
    const shown = searching ? searchSections(all, matches) : all
    return drafted.size === 0 ? shown : shown.map((section) => withDrafts(section, drafted))
  }, [all, searching, matches, drafted])
  // Typing stays quick while thousands of panels are sorted out.
  const deferred = useDeferredValue(found)
  const sections = searching ? deferred : found
  // What was searched for should be seen.
  const isOpen = useCallback((section: Section) => searching || section.open, [searching])

  const [adding, setAdding] = useState<{ section?: string; type?: PanelType } | null>(null)
  const sectionActions = useSectionActions(open, all, (section) =>
    setAdding({ section: section.id }),
  )
  const { defaults, onDefaults } = useDefaultDrafts(open, state.defaults)
  const xKeys = useMemo(() => keys.history.filter((key) => !isInternalKey(key)), [keys.history])
  const add = useCallback(
    (spec: PanelSpec, section: string) => {
      if (!open) return
      const first = all.find(({ id }) => id === section)?.panels[0]
      addPanel(
        open.panels.doc,
        spec,
        section || FIRST_SECTION,
        placeBetween(undefined, first?.place),
      )
      setSearch('')
      reveal(grid, spec.id)
    },
    [open, all],
  )

  const [fullScreenId, setFullScreen] = useFullScreenId()
  const fullScreen = useMemo((): PanelSpec | undefined => {
    if (fullScreenId === null) return undefined
    const placed = all.flatMap((section) => section.panels)
    return placed.find(({ spec }) => spec.id === fullScreenId)?.spec
  }, [all, fullScreenId])

  const { show, showSeries } = useShowPanel(all, sectionActions.toggle, setSearch, grid)
  const items = useMemo(
    () =>
      all.flatMap((section) =>
        section.panels.map(({ spec }): PaletteItem => ({
          id: `panel/${spec.id}`,
          group: 'Panels',
          label: titleOf(spec),
          detail: section.title,
          icon: Box,
          onSelect: () => show(section, spec.id),
        })),
      ),
    [all, show],
  )
  usePaletteItems(items)
  const canAdd = open !== undefined && !open.readOnly && !ofOneRun
  usePaletteItems(
    useMemo(
      () =>
        canAdd
          ? PANEL_TYPES.filter((type) => panelOf(type)).map((type): PaletteItem => ({
              id: `add-panel/${type}`,
              group: 'Workspace',
              label: `Add panel: ${PANEL_LABELS[type].toLowerCase()}`,
              icon: Plus,
              onSelect: () => setAdding({ type }),
            }))
          : [],
      [canAdd],
    ),
  )

  return {
    open,
    state,
    presence,
    undo,
    grid,
    search,
    setSearch,
    searchError: pattern.error,
    searching,
    all,
    sections,
    panelCount: useMemo(() => sections.reduce((n, { panels }) => n + panels.length, 0), [sections]),
    isOpen,
    actions,
    sectionActions,
    moving,
    setMoving,
    dragging,
    adding,
    setAdding: canAdd ? setAdding : undefined,
    add,
    defaults,
    onDefaults,
    axesDefined: useMemo(() => [...definitions].some((one) => one.hasSteps), [definitions]),
    hiddenCount: hidden.size,
    xKeys,
    fullScreen,
    setFullScreen,
    /** Scrolls to a panel of a key and gives it the focus; false where there is none. */
    showSeries,
  }
}

const NO_RUNS: readonly Pick<RunRow, 'definitions'>[] = []
const never = () => () => {}

export type Panels = ReturnType<typeof usePanels>

/** What the runs define, each set once; the same object while nothing changes. */
function useDefinitions(
  runs: readonly Pick<RunRow, 'definitions'>[],
): ReadonlySet<MetricDefinitions> {
  const fresh = useMemo(
    () => new Set(runs.map((run) => internDefinitions(run.definitions))),
    [runs],
  )
  const [kept, setKept] = useState(fresh)
  const same = kept.size === fresh.size && [...fresh].every((one) => kept.has(one))
  if (!same) setKept(fresh)
  return same ? kept : fresh
}

/** What compares runs has nothing to say of one. */
function linesOnly(sections: readonly Section[]): Section[] {
  return sections
    .map((section) => ({
      ...section,
      panels: section.panels.filter(({ spec }) => spec.type === 'line'),
    }))
    .filter(({ panels }) => panels.length > 0)
}
