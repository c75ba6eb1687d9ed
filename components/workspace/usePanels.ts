'use client'

import { Box } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { type PaletteItem, usePaletteItems } from '@/components/palette/registry'
import { internDefinitions, type MetricDefinitions } from '@/lib/metrics/definitions'
import { isInternalKey } from '@/lib/metrics/keys'
import type { RunRow } from '@/lib/api/runs'
import { hiddenKeys } from '@/lib/panels/definedAxis'
import {
  changed,
  type LinePanelSpec,
  panelTitle,
  type SettingsChange,
} from '@/lib/panels/linePanel'
import {
  type PanelSection,
  panelSections,
  searchSections,
  type StreamKeys,
  SYSTEM_SECTION,
} from '@/lib/panels/sections'
import type { PanelGridHandle } from './PanelGrid'
import { usePattern } from './usePattern'
import { useWorkspace } from './workspaceStore'

const NO_KEYS: StreamKeys = { history: [], events: [] }

/**
 * The panels of a project, or of one of its runs, with what people do to them: search, settings,
 * sections, one over the whole page (its id is in the address).
 */
export function usePanels(
  entity: string,
  project: string,
  keys: StreamKeys = NO_KEYS,
  runs: readonly Pick<RunRow, 'definitions'>[] = [],
) {
  const grid = useRef<PanelGridHandle>(null)
  const [workspace, update] = useWorkspace(entity, project)
  const [search, setSearch] = useState('')
  const pattern = usePattern(search)
  const searching = search.trim() !== ''

  const definitions = useDefinitions(runs)
  const hidden = useMemo(() => hiddenKeys(keys.history, definitions), [keys.history, definitions])
  const { panels, showHidden } = workspace
  const all = useMemo(
    () => panelSections(keys, panels, showHidden ? undefined : hidden),
    [keys, panels, hidden, showHidden],
  )
  const { matches } = pattern
  const found = useMemo(
    () => (searching ? searchSections(all, matches) : all),
    [all, searching, matches],
  )
  // Typing stays quick while thousands of panels are sorted out.
  const sections = useDeferredValue(found)

  const toggled = workspace.toggledSections
  // What was searched for should be seen.
  const isOpen = useCallback(
    (section: PanelSection) =>
      searching || isOpenAtFirst(section, all) !== toggled.includes(section.id),
    [searching, toggled, all],
  )
  const toggleSection = useCallback(
    ({ id }: PanelSection) =>
      update(({ toggledSections }) => ({
        toggledSections: toggledSections.includes(id)
          ? toggledSections.filter((other) => other !== id)
          : [...toggledSections, id],
      })),
    [update],
  )
  const onSpecChange = useCallback(
    (spec: LinePanelSpec) => update(({ panels }) => ({ panels: { ...panels, [spec.id]: spec } })),
    [update],
  )
  const onDefaults = useCallback(
    (changes: SettingsChange) =>
      update(({ defaults }) => ({ defaults: changed(defaults, changes) })),
    [update],
  )
  const xKeys = useMemo(() => keys.history.filter((key) => !isInternalKey(key)), [keys.history])

  const [fullScreenId, setFullScreen] = useFullScreenId()
  const fullScreen = useMemo(
    () =>
      fullScreenId === null
        ? undefined
        : panelSections(keys, panels)
            .flatMap((section) => section.panels)
            .find((panel) => panel.id === fullScreenId),
    [keys, panels, fullScreenId],
  )

  const items = useMemo(
    () =>
      all.flatMap((section) =>
        section.panels.map((panel): PaletteItem => ({
          id: `panel/${panel.id}`,
          group: 'Panels',
          label: panelTitle(panel),
          detail: section.title,
          icon: Box,
          onSelect: () => {
            setSearch('')
            if (isOpenAtFirst(section, all) === toggled.includes(section.id)) {
              toggleSection(section)
            }
            // The section's rows are there after the next rendering.
            setTimeout(() => grid.current?.reveal(panel.id))
          },
        })),
      ),
    [all, toggled, toggleSection, grid],
  )
  usePaletteItems(items)

  return {
    workspace,
    update,
    grid,
    search,
    setSearch,
    searchError: pattern.error,
    searching,
    sections,
    panelCount: useMemo(() => sections.reduce((n, { panels }) => n + panels.length, 0), [sections]),
    isOpen,
    toggleSection,
    onSpecChange,
    onDefaults,
    axesDefined: useMemo(() => [...definitions].some((one) => one.hasSteps), [definitions]),
    hiddenCount: hidden.size,
    xKeys,
    fullScreen,
    setFullScreen,
  }
}

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

/** System metrics are opened when asked for, unless there is nothing else. */
function isOpenAtFirst(section: PanelSection, all: readonly PanelSection[]): boolean {
  return section.title !== SYSTEM_SECTION || section.stream !== 'events' || all.length === 1
}

/** The panel named by `?panel=`: a link to it opens it, and "back" closes it. */
function useFullScreenId(): [string | null, (id: string | null) => void] {
  const pathname = usePathname()
  const params = useSearchParams()
  const set = useCallback(
    (id: string | null) => {
      const next = new URLSearchParams(params)
      if (id === null) next.delete('panel')
      else next.set('panel', id)
      const query = next.size > 0 ? `?${next}` : ''
      window.history.pushState(null, '', pathname + query)
    },
    [pathname, params],
  )
  return [params.get('panel'), set]
}
