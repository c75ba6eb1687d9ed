'use client'

import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { AddPanelDialog } from '@/components/workspace/AddPanelDialog'
import { DragLayer } from '@/components/workspace/grid/DragLayer'
import { focusWhenThere } from '@/components/workspace/grid/focusPanel'
import { usePanelActions } from '@/components/workspace/grid/usePanelActions'
import { MovePanelDialog } from '@/components/workspace/MovePanelDialog'
import type { Presence } from '@/components/workspace/presence/Presence'
import { useFullScreenId } from '@/components/workspace/useFullScreenId'
import type { PanelType } from '@/lib/panels/spec'
import { findBlocks } from '@/lib/reports/blocks'
import { addPanel } from '@/lib/workspace/panelChanges'
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
  const [adding, setAdding] = useState<{ grid: string; type?: PanelType | undefined } | null>(null)
  const [runSet, setRunSet] = useState<string | null>(null)
  const askAdd = useCallback(
    (grid: string, type?: PanelType) => setAdding({ grid, type }),
    [setAdding],
  )
  const shared = useMemo(
    (): ReportPanels => ({
      ...{ actions, drafts, fullScreen, setFullScreen, askAdd },
      showRunSet: setRunSet,
    }),
    [actions, drafts, fullScreen, setFullScreen, askAdd],
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
          sections={sections.current}
          sectionLabel="Grid"
          section={adding.grid}
          type={adding.type}
          onAdd={(spec, grid) => {
            const last = open.grids.get().byId.get(grid)?.panels.at(-1)
            addPanel(owner.doc, spec, grid, placeBetween(last?.place, undefined))
            reveal(spec.id)
          }}
          onClose={() => setAdding(null)}
        />
      )}
      {runSet !== null && <RunSetSheet id={runSet} onClose={() => setRunSet(null)} />}
    </ReportPanelsContext>
  )
}

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
function placeOfGrid({ grids, runSets, item }: OpenReport, gridId: string) {
  const ids = grids.get().byId.get(gridId)?.runSets ?? []
  const set = runSets.get().find(({ id }) => ids.includes(id))
  return drawnPlace(set ?? { project: null, frozen: null }, item)
}
