'use client'

import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { AddPanelDialog } from '@/components/workspace/AddPanelDialog'
import { DragLayer } from '@/components/workspace/grid/DragLayer'
import { focusWhenThere } from '@/components/workspace/grid/focusPanel'
import { usePanelActions } from '@/components/workspace/grid/usePanelActions'
import { MovePanelDialog } from '@/components/workspace/MovePanelDialog'
import type { Presence } from '@/components/workspace/presence/Presence'
import { useFullScreenId } from '@/components/workspace/useFullScreenId'
import { emptyPanel, type PanelType } from '@/lib/panels/spec'
import { findBlocks } from '@/lib/reports/blocks'
import { insertGrid, type Spot } from '@/lib/reports/insertedBlocks'
import { addPanel, newPanelId } from '@/lib/workspace/panelChanges'
import { placeBetween } from '@/lib/workspace/place'
import type { OpenReport } from '../document/useReport'
import { useOpenReport } from '../document/reportContext'
import { RunSetSheet } from '../runSets/RunSetSheet'
import { drawnPlace } from '../runSets/runSetPlace'
import { gridSection } from './gridSection'
import { type ReportPanels, ReportPanelsContext } from './reportPanels'

/** A panel that was added or moved, once it is drawn. */
const reveal = (panelId: string) =>
  void setTimeout(() => focusWhenThere(document.body, panelId, { scroll: true }))

/** What can be done with panels across the grids of a report, and the dialogs that ask. */
export function ReportPanelsProvider({
  presence,
  children,
}: {
  presence: Presence | undefined
  children: ReactNode
}) {
  const open = useOpenReport()
  const { session, undo, readOnly } = open
  const owner = useMemo(
    () => (readOnly ? undefined : { doc: session.doc, undo }),
    [readOnly, session.doc, undo],
  )
  const [sections] = useState(() => sectionsOf(open))
  const { actions, drafts, moving, setMoving, dragging } = usePanelActions(
    owner,
    sections,
    reveal,
    presence,
  )
  const [fullScreen, setFullScreen] = useFullScreenId()
  const [adding, setAdding] = useState<Adding | null>(null)
  const [runSet, setRunSet] = useState<string | null>(null)
  const askAdd = useCallback((grid: string, type?: PanelType) => setAdding({ grid, type }), [])
  const askInsert = useCallback(
    (type: PanelType, spot: Spot) => {
      // Only of curves there is something to choose before they are there.
      if (type === 'line') return setAdding({ spot, type })
      const panel = emptyPanel(type, newPanelId())
      insertGrid(session.doc, spot, panel)
      reveal(panel.id)
    },
    [session.doc],
  )
  const shared = useMemo(
    (): ReportPanels => ({
      ...{ actions, drafts, fullScreen, setFullScreen, askAdd, askInsert },
      showRunSet: setRunSet,
    }),
    [actions, drafts, fullScreen, setFullScreen, askAdd, askInsert],
  )
  return (
    <ReportPanelsContext value={shared}>
      {children}
      <DragLayer dragging={dragging} />
      {moving && actions && (
        <MovePanelDialog
          panel={moving}
          sections={sections.current}
          sectionLabel="Grid"
          onMove={(section, index) => actions.moveTo(moving, section, index)}
          onClose={() => setMoving(null)}
        />
      )}
      {adding && owner && (
        <AddPanelDialog
          {...placeOfGrid(open, adding.grid)}
          sections={adding.grid === undefined ? [] : sections.current}
          sectionLabel="Grid"
          section={adding.grid}
          type={adding.type}
          onAdd={(spec, grid) => {
            if (adding.grid === undefined) insertGrid(owner.doc, adding.spot, spec)
            else {
              const last = open.grids.get().byId.get(grid)?.panels.at(-1)
              addPanel(owner.doc, spec, grid, placeBetween(last?.place, undefined))
            }
            reveal(spec.id)
          }}
          onClose={() => setAdding(null)}
        />
      )}
      {runSet !== null && <RunSetSheet id={runSet} onClose={() => setRunSet(null)} />}
    </ReportPanelsContext>
  )
}

/** To a grid, or into the text in a new one. */
type Adding =
  { grid: string; type?: PanelType | undefined } | { grid?: undefined; spot: Spot; type: PanelType }

/** The grids as they are now, in the order of the text. */
function sectionsOf({ session: { doc }, grids }: OpenReport) {
  return {
    get current() {
      const { byId } = grids.get()
      return findBlocks(doc).flatMap(({ type, id }) => {
        const grid = type === 'panelGrid' ? byId.get(id) : undefined
        return grid ? [gridSection(grid)] : []
      })
    },
  }
}

/** Whose keys a new panel of the grid may show. */
function placeOfGrid({ grids, runSets, item }: OpenReport, gridId: string | undefined) {
  const ids = gridId === undefined ? undefined : (grids.get().byId.get(gridId)?.runSets ?? [])
  const set = runSets.get().find(({ id }) => !ids || ids.includes(id))
  return drawnPlace(set ?? { project: null, frozen: null }, item)
}
