'use client'

import { ChartLine, LayoutGrid } from 'lucide-react'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { AnnotationsButton } from '@/components/annotations/AnnotationsButton'
import { AnnotationsProvider } from '@/components/annotations/AnnotationsProvider'
import type { AnnotationScope } from '@/components/annotations/useAnnotationList'
import { SaveBadge } from '@/components/collab/SaveBadge'
import { useAddToReport } from '@/components/reports/addToReport/useAddToReport'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import type { AddPanel } from '@/lib/api/reportPanels'
import type { Filter } from '@/lib/filters/ast'
import { countOf } from '@/lib/format/number'
import type { PanelRun } from '@/lib/panels/panelRun'
import {
  addSection,
  changeGrid,
  deletedCount,
  restoreDeleted,
} from '@/lib/workspace/sectionChanges'
import { placeBetween } from '@/lib/workspace/place'
import { AddPanelDialog } from './AddPanelDialog'
import { ConnectionBar } from './ConnectionBar'
import { FullScreenPanel } from './FullScreenPanel'
import { DragLayer } from './grid/DragLayer'
import type { CellShared } from './grid/PanelCell'
import { PanelGrid } from './grid/PanelGrid'
import { MovePanelDialog } from './MovePanelDialog'
import { PanelToolbar } from './PanelToolbar'
import { Avatars } from './presence/Avatars'
import { PresenceContext } from './presence/usePresence'
import type { Panels } from './usePanels'
import { ViewNameDialog } from './views/ViewNameDialog'

export interface PanelAreaProps {
  panels: Panels
  /** Which annotations are marked on the panels, and listed beside them. */
  annotations: AnnotationScope
  runs: readonly PanelRun[]
  runSet?: PanelRunSet | undefined
  onFilter?: ((filter: Filter) => void) | undefined
  /** The runs that are shown, for a report that shows them too; absent where none can be written. */
  runSetForReport?: (() => AddPanel['runSet']) | undefined
  /** Leaves a view that is no longer there. */
  onOwnView?: (() => void) | undefined
  /** Before the toolbar's search. */
  start?: ReactNode
  /** Between the toolbar and the panels. */
  notice?: ReactNode
  /** In place of the panels, where there can be none. */
  instead?: ReactNode
}

/** Panels with the toolbar that holds for all of them. Fills its parent, and scrolls in itself. */
export function PanelArea(props: PanelAreaProps) {
  const { panels, runs, runSet, onFilter, start, notice, instead } = props
  const { open, state, presence, actions, setFullScreen, defaults, xKeys } = panels
  const { entity, project } = props.annotations
  const { menuOf, dialog } = useAddToReport(entity, project, props.runSetForReport)
  const scroller = useRef<HTMLDivElement>(null)
  const [naming, setNaming] = useState(false)
  const shared = useMemo(
    (): CellShared => ({
      runs,
      runSet,
      defaults,
      xKeys,
      actions,
      menuOf,
      onFullScreen: setFullScreen,
      onFilter: actions && onFilter,
    }),
    [runs, runSet, defaults, xKeys, actions, menuOf, setFullScreen, onFilter],
  )
  const changing = open && !open.readOnly ? open.panels.doc : undefined
  const { setAdding } = panels
  return (
    <Around {...props}>
      <div className="flex h-full min-h-0 min-w-0 grow flex-col">
        <PanelToolbar
          search={panels.search}
          onSearch={panels.setSearch}
          searchError={panels.searchError}
          count={countOf(panels.panelCount, 'panel')}
          defaults={defaults}
          onDefaults={panels.onDefaults}
          size={state.size}
          onSize={changing && ((size) => changeGrid(changing, { size }))}
          xKeys={xKeys}
          axesDefined={panels.axesDefined}
          hidden={{
            count: panels.hiddenCount,
            shown: state.showHidden,
            onShow: (showHidden) => changing && changeGrid(changing, { showHidden }),
          }}
          deleted={{
            count: deletedCount(state),
            onRestore: () => changing && restoreDeleted(changing, state),
          }}
          undo={changing && panels.undo}
          onAddPanel={setAdding && (() => setAdding({}))}
          onAddSection={setAdding && (() => setNaming(true))}
          start={start}
          end={
            <>
              <AnnotationsButton />
              {open && (
                <>
                  <Avatars presence={presence} />
                  <SaveBadge session={open.session} />
                </>
              )}
            </>
          }
        />
        <ConnectionBar session={open?.session ?? null} onOwnView={props.onOwnView} />
        {notice}
        <div
          ref={scroller}
          data-panel-scroller
          onScroll={() => presence?.scrolled(panels.grid.current?.scrollPlace() ?? null)}
          className="min-h-0 grow overflow-y-auto overscroll-contain pb-3"
        >
          {panels.sections.length > 0 ? (
            <PanelGrid
              sections={panels.sections}
              isOpen={panels.isOpen}
              size={state.size}
              shared={shared}
              sectionActions={panels.sectionActions}
              scroller={scroller}
              handle={panels.grid}
            />
          ) : panels.searching ? (
            <EmptyState icon={ChartLine} title="No panel matches the search" />
          ) : (
            (instead ??
            (deletedCount(state) > 0 ? (
              <EmptyState
                icon={LayoutGrid}
                title="Every panel was deleted"
                action={
                  changing && (
                    <Button onClick={() => restoreDeleted(changing, state)}>
                      Bring deleted panels back
                    </Button>
                  )
                }
              />
            ) : (
              <EmptyState icon={ChartLine} title="No metric has been logged yet">
                A panel appears for each key by itself, as soon as a run logs it.
              </EmptyState>
            )))
          )}
        </div>
        <FullScreenPanel
          spec={panels.fullScreen}
          shared={shared}
          onClose={() => setFullScreen(null)}
        />
        <DragLayer dragging={panels.dragging} />
        {dialog}
        {open && panels.adding && setAdding && (
          <AddPanelDialog
            entity={open.entity}
            project={open.project}
            sections={panels.all}
            section={panels.adding.section}
            type={panels.adding.type}
            onAdd={panels.add}
            onClose={() => setAdding(null)}
          />
        )}
        {panels.moving && actions && (
          <MovePanelDialog
            panel={panels.moving}
            sections={panels.all}
            onMove={(section, index) => actions.moveTo(panels.moving!, section, index)}
            onClose={() => panels.setMoving(null)}
          />
        )}
        {naming && changing && (
          <ViewNameDialog
            title="Add a section"
            action="Add section"
            initial=""
            onClose={() => setNaming(false)}
            onName={(title) => {
              addSection(changing, title, placeBetween(undefined, panels.all[0]?.place))
              scroller.current?.scrollTo({ top: 0 })
            }}
          />
        )}
      </div>
    </Around>
  )
}

/** What panels ask of whatever is around them: who is here, and what people marked. */
function Around({ panels, annotations, runs, children }: PanelAreaProps & { children: ReactNode }) {
  return (
    <PresenceContext value={panels.presence}>
      <AnnotationsProvider
        scope={annotations}
        runs={runs}
        onShow={panels.showSeries}
        ready={panels.sections.length > 0}
      >
        {children}
      </AnnotationsProvider>
    </PresenceContext>
  )
}
