'use client'

import { type RefObject, useCallback } from 'react'
import type { Stream } from '@/lib/metrics/seriesQuery'
import type { PanelSpec } from '@/lib/panels/spec'
import type { Section } from '@/lib/workspace/arrange'
import type { PanelGridHandle } from './grid/PanelGrid'

type Grid = RefObject<PanelGridHandle | null>

/** The panel's row is there after the next rendering. */
export function reveal(grid: Grid, panelId: string): void {
  setTimeout(() => grid.current?.reveal(panelId))
}

/** Ways to a panel wherever it is: its section is opened, a search that hides it is given up. */
export function useShowPanel(
  sections: readonly Section[],
  toggle: (section: Section) => void,
  setSearch: (text: string) => void,
  grid: Grid,
) {
  const show = useCallback(
    (section: Section, panelId: string) => {
      setSearch('')
      if (!section.open) toggle(section)
      reveal(grid, panelId)
    },
    [toggle, setSearch, grid],
  )
  /** False where no panel shows the key. */
  const showSeries = useCallback(
    (stream: Stream, key: string): boolean => {
      const shows = (spec: PanelSpec) =>
        spec.type === 'line' && spec.stream === stream && spec.keys.includes(key)
      for (const section of sections) {
        const panel = section.panels.find(({ spec }) => shows(spec))
        if (!panel) continue
        show(section, panel.spec.id)
        return true
      }
      return false
    },
    [sections, show],
  )
  return { show, showSeries }
}
