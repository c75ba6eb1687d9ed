'use client'

import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import { useToast } from '@/components/ui/Toasts'
import { titleOf } from '@/lib/panels/spec'
import type { PlacedPanel, Section } from '@/lib/workspace/arrange'
import { GRID_WIDTH } from '@/lib/workspace/layout'
import {
  changePanel,
  duplicatePanel,
  movePanel,
  removePanel,
  resizePanel,
} from '@/lib/workspace/panelChanges'
import { placeBetween } from '@/lib/workspace/place'
import type { OwnUndo } from '@/lib/workspace/undo'
import type { Presence } from '../presence/Presence'
import type { PanelActions } from './panelActions'
import { dragPanel, type Dragging } from './dragPanel'
import { SpecDrafts } from './specDrafts'

export interface GridActions {
  actions: PanelActions | undefined
  /** The panel whose place the dialog asks for. */
  moving: PlacedPanel | null
  setMoving: (panel: PlacedPanel | null) => void
  dragging: Dragging | null
  drafts: SpecDrafts | undefined
}

/** Whose panels are changed. */
export interface PanelOwner {
  doc: Y.Doc
  undo: Pick<OwnUndo, 'undo'>
}

/**
 * @param owner undefined where nothing can be changed
 * @param sections all sections as they are now, in order; stays the same object
 * @param reveal brings a panel into sight and gives it the focus; stays the same function
 */
export function usePanelActions(
  owner: PanelOwner | undefined,
  sections: { readonly current: readonly Section[] },
  reveal: (panelId: string) => void,
  presence: Presence | undefined,
): GridActions {
  const toast = useToast()
  const [moving, setMoving] = useState<PlacedPanel | null>(null)
  const [dragging, setDragging] = useState<Dragging | null>(null)
  const drafts = useMemo(
    () => owner && new SpecDrafts((before, after) => changePanel(owner.doc, before, after)),
    [owner],
  )
  useEffect(() => () => drafts?.dispose(), [drafts])

  const actions = useMemo((): PanelActions | undefined => {
    if (!owner || !drafts) return undefined
    const { doc } = owner
    const sectionOf = (id: string) => sections.current.find((section) => section.id === id)
    const moveTo = (panel: PlacedPanel, section: string, index: number) => {
      const others = sectionOf(section)?.panels.filter(({ spec }) => spec.id !== panel.spec.id)
      const place = placeBetween(others?.[index - 1]?.place, others?.[index]?.place)
      movePanel(doc, panel.spec, section, place)
      reveal(panel.spec.id)
    }
    const moveBy = (panel: PlacedPanel, by: number) => {
      const at = sectionOf(panel.section)?.panels ?? []
      const from = at.findIndex(({ spec }) => spec.id === panel.spec.id)
      const to = from + by
      if (to >= 0 && to < at.length) return moveTo(panel, panel.section, to)
      const i = sections.current.findIndex(({ id }) => id === panel.section)
      const next = sections.current[i + Math.sign(by)]
      if (from === (by < 0 ? 0 : at.length - 1) && next) {
        return moveTo(panel, next.id, by < 0 ? next.panels.length : 0)
      }
      moveTo(panel, panel.section, by < 0 ? 0 : at.length - 1)
    }
    const remove = (panel: PlacedPanel) => {
      const list = sectionOf(panel.section)?.panels ?? []
      const i = list.findIndex(({ spec }) => spec.id === panel.spec.id)
      const neighbour = list[i + 1] ?? list[i - 1]
      removePanel(doc, panel)
      if (neighbour) reveal(neighbour.spec.id)
      toast({
        title: `Deleted “${titleOf(panel.spec)}”`,
        action: { label: 'Undo', onSelect: () => void owner.undo.undo() },
      })
    }
    const resize: PanelActions['resize'] = (panel, size) => resizePanel(doc, panel.spec, size)
    return {
      change: drafts.change,
      duplicate(panel) {
        const list = sectionOf(panel.section)?.panels ?? []
        const i = list.findIndex(({ spec }) => spec.id === panel.spec.id)
        reveal(duplicatePanel(doc, panel, placeBetween(panel.place, list[i + 1]?.place)))
      },
      remove,
      resize,
      moveTo,
      askMove: setMoving,
      startDrag: (event, panel) =>
        dragPanel(event, panel, () => sections.current, setDragging, moveTo),
      onKey({ key, altKey, shiftKey, ctrlKey, metaKey }, panel, { w, h }) {
        if (ctrlKey || metaKey) return false
        if (key === 'Delete' && !altKey) {
          remove(panel)
          return true
        }
        const step = {
          ArrowLeft: [-1, 0],
          ArrowRight: [1, 0],
          ArrowUp: [0, -1],
          ArrowDown: [0, 1],
        }[key]
        if (!altKey || !step) return false
        const [across = 0, down = 0] = step
        if (shiftKey) resize(panel, across ? { w: w + across } : { h: h + 2 * down })
        else moveBy(panel, across + down * Math.max(1, Math.floor(GRID_WIDTH / w)))
        return true
      },
      attend: (panelId) => presence?.attend(panelId),
      showSize: (panelId, size) => presence?.showSize(panelId, size),
    }
  }, [owner, drafts, sections, reveal, presence, toast])
  return { actions, moving, setMoving, dragging, drafts }
}
