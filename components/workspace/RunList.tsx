'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { MoveDialog } from '@/components/bin/MoveDialog'
import { useRunActions } from '@/components/bin/useRunActions'
import type { RunRow } from '@/lib/api/runs'
import { EmptyState } from '@/components/ui/EmptyState'
import type { WorkspaceState } from '@/lib/panels/workspaceState'
import { RunListHeader } from './RunListHeader'
import { RunListRow } from './RunListRow'
import { SelectionBar } from './SelectionBar'
import type { RunListState } from './useRunList'
import { useRunSelection } from './useRunSelection'
import type { UpdateWorkspace } from './workspaceStore'

const ROW_HEIGHT = 28

export interface RunListProps {
  entity: string
  project: string
  /** Runs of the project, listed or not. */
  total: number
  canWrite: boolean
  list: RunListState
  workspace: WorkspaceState
  update: UpdateWorkspace
  /** After runs were deleted: where the list lies over the page, the way back must be within reach. */
  onRemoved?: () => void
}

/** The runs of a project; only rows on screen exist. */
export function RunList(props: RunListProps) {
  const { entity, project, total, canWrite, list, workspace, update, onRemoved } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { listed } = list
  const selection = useRunSelection(listed)
  const { setSelecting } = selection
  const { remove } = useRunActions(entity, project)
  const [moving, setMoving] = useState<readonly RunRow[]>([])
  const removeRuns = useCallback(
    async (runs: readonly RunRow[]) => {
      if (!(await remove(runs))) return
      setSelecting(false)
      onRemoved?.()
    },
    [remove, setSelecting, onRemoved],
  )
  const changes = useMemo(
    () =>
      canWrite
        ? {
            select: () => setSelecting(true),
            move: (run: RunRow) => setMoving([run]),
            remove: (run: RunRow) => void removeRuns([run]),
          }
        : null,
    [canWrite, setSelecting, removeRuns],
  )
  const [activeId, setActiveId] = useState<number | null>(null)
  const virtualizer = useVirtualizer({
    count: listed.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (i) => listed[i]?.id ?? i,
    overscan: 8,
  })
  useSteadyScroll(scroller, listed)
  const activeIndex = Math.max(
    0,
    listed.findIndex((run) => run.id === activeId),
  )

  const moveTo = (index: number) => {
    const run = listed[Math.min(Math.max(index, 0), listed.length - 1)]
    if (!run) return
    setActiveId(run.id)
    virtualizer.scrollToIndex(listed.indexOf(run))
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`a[data-run="${run.id}"]`)?.focus()
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      Home: 0,
      End: listed.length - 1,
      PageDown: activeIndex + 20,
      PageUp: activeIndex - 20,
    }
    const run = listed[activeIndex]
    if (event.key in moves) moveTo(moves[event.key]!)
    else if (event.key === ' ' && run && event.target instanceof HTMLAnchorElement) {
      list.toggle(run.id, event.shiftKey)
    } else return
    event.preventDefault()
  }

  return (
    <section aria-label="Runs" className="flex min-h-0 grow flex-col">
      <RunListHeader
        {...{ entity, project, total, list, workspace, update }}
        onSelectRuns={canWrite ? () => setSelecting(!selection.selecting) : undefined}
      />
      {selection.selecting && (
        <SelectionBar
          selection={selection}
          listed={listed.length}
          onMove={setMoving}
          onDelete={(runs) => void removeRuns(runs)}
        />
      )}
      <MoveDialog
        {...{ entity, project }}
        runs={moving}
        onClose={() => setMoving([])}
        onMoved={() => setSelecting(false)}
      />
      <div
        ref={scroller}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const id = Number((event.target as HTMLElement).closest('li')?.dataset.id)
          if (id) setActiveId(id)
        }}
        className="min-h-0 grow overflow-y-auto overscroll-contain"
      >
        <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const run = listed[item.index]
            if (!run) return null
            return (
              <li
                key={item.key}
                data-id={run.id}
                aria-setsize={listed.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}
              >
                <RunListRow
                  run={run}
                  entity={entity}
                  project={project}
                  hidden={list.isHidden(run.id)}
                  active={item.index === activeIndex}
                  onToggle={list.toggle}
                  onShowOnly={list.showOnly}
                  selected={selection.selecting ? selection.isSelected(run.id) : undefined}
                  onSelect={selection.select}
                  changes={changes}
                />
              </li>
            )
          })}
        </ul>
        {listed.length === 0 && total > 0 && (
          <EmptyState title="No run matches" className="py-8!">
            Change the search or the states shown.
          </EmptyState>
        )}
      </div>
    </section>
  )
}

/** Runs that arrive above what one is looking at must not push it away. */
function useSteadyScroll(
  scroller: RefObject<HTMLDivElement | null>,
  listed: readonly { id: number }[],
): void {
  const before = useRef(listed)
  useLayoutEffect(() => {
    const element = scroller.current
    const old = before.current
    before.current = listed
    if (!element || old === listed || element.scrollTop < ROW_HEIGHT) return
    const top = old[Math.floor(element.scrollTop / ROW_HEIGHT)]
    const from = top ? old.indexOf(top) : -1
    const to = top ? listed.findIndex((run) => run.id === top.id) : -1
    if (from >= 0 && to >= 0 && from !== to) element.scrollBy(0, (to - from) * ROW_HEIGHT)
  }, [scroller, listed])
}
