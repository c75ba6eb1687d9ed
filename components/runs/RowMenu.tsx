'use client'

import {
  Copy,
  ExternalLink,
  Eye,
  EyeOff,
  Focus,
  FolderInput,
  ListChecks,
  Palette,
  Pencil,
  Trash2,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, type RefObject, useState } from 'react'
import { MoveDialog } from '@/components/bin/MoveDialog'
import { useRunActions } from '@/components/bin/useRunActions'
import { runPath } from '@/components/shell/paths'
import { useCopy } from '@/components/ui/CopyButton'
import { ContextMenu, type MenuItem } from '@/components/ui/Menu'
import type { RunRow } from '@/lib/api/runs'
import { type RunOrGroup, runKey } from '@/lib/workspace/access'
import { ColorPicker } from './ColorPicker'
import type { Runs } from './useRuns'

export interface RowMenuProps {
  runs: Runs
  /** What the menu key is for. */
  cursorKey: RunOrGroup | undefined
  onRename: (runId: number) => void
  onRemoved: (() => void) | undefined
  scroller: RefObject<HTMLElement | null>
  children: ReactNode
}

/** One menu for all rows, on a right click, a long press or the menu key. */
export function RowMenu(props: RowMenuProps) {
  const { runs, cursorKey, onRename, onRemoved, scroller, children } = props
  const { entity, project, model, visibility, selection, canWrite, access } = runs
  const router = useRouter()
  const { copy } = useCopy()
  const { remove } = useRunActions(entity, project)
  const [key, setKey] = useState<RunOrGroup>()
  const [moving, setMoving] = useState<readonly RunRow[]>([])
  const [coloring, setColoring] = useState<RunRow | null>(null)
  /** An item has given the focus to something else. */
  const [focus] = useState(() => new FocusGiven())
  const giveFocus = focus.give

  const aim = (target: EventTarget) => {
    const row = (target as HTMLElement).closest<HTMLElement>('[data-key]')
    setKey((row?.dataset.key as RunOrGroup | undefined) ?? cursorKey)
  }
  const run = key?.startsWith('run/') ? model.run(Number(key.slice(4))) : undefined
  const hidden = key !== undefined && visibility.isHidden(key)
  const showing: MenuItem[] =
    key === undefined
      ? []
      : [
          {
            label: hidden ? 'Show in charts' : 'Hide from charts',
            icon: hidden ? Eye : EyeOff,
            shortcut: 'Space',
            onSelect: () => visibility.toggle(key),
          },
        ]
  const ofRun = (run: RunRow): MenuItem[] => [
    {
      label: 'Open run',
      icon: ExternalLink,
      onSelect: () => router.push(runPath(entity, project, run.name)),
    },
    { label: 'Show only this run', icon: Focus, onSelect: () => visibility.showOnly(run.id) },
    ...showing,
    ...(access.readOnly
      ? []
      : [
          {
            label: 'Change colour',
            icon: Palette,
            onSelect: () => giveFocus(() => setColoring(run)),
          },
        ]),
    { label: 'Copy run id', icon: Copy, onSelect: () => void copy(run.name) },
    ...(canWrite ? changes(run) : []),
  ]
  const changes = (run: RunRow): MenuItem[] => [
    'separator',
    {
      label: 'Rename',
      icon: Pencil,
      shortcut: 'F2',
      onSelect: () => giveFocus(() => onRename(run.id)),
    },
    {
      label: 'Select runs',
      icon: ListChecks,
      shortcut: 'X',
      onSelect: () => selection.set([run.id], true),
    },
    { label: 'Move to project', icon: FolderInput, onSelect: () => setMoving([run]) },
    {
      label: 'Delete run',
      icon: Trash2,
      danger: true,
      onSelect: () =>
        void remove([run]).then((done) => {
          if (!done) return
          model.refresh()
          onRemoved?.()
        }),
    },
  ]
  return (
    <>
      <ContextMenu
        items={run ? ofRun(run) : showing}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          if (!focus.taken()) scroller.current?.focus({ preventScroll: true })
        }}
      >
        <div
          className="flex min-h-0 min-w-0 grow flex-col"
          onContextMenuCapture={(event) => aim(event.target)}
          onPointerDownCapture={(event) => aim(event.target)}
        >
          {children}
        </div>
      </ContextMenu>
      <MoveDialog
        {...{ entity, project }}
        runs={moving}
        onClose={() => setMoving([])}
        onMoved={() => model.refresh()}
      />
      {coloring && (
        <ColorPicker
          run={coloring}
          color={runs.state.colors.get(runKey(coloring.id))}
          onColor={(color) => access.setColor(runKey(coloring.id), color)}
          anchor={() =>
            scroller.current?.querySelector(`[data-key="${runKey(coloring.id)}"] [data-swatch]`) ??
            null
          }
          onClose={() => setColoring(null)}
        />
      )}
    </>
  )
}

/** Whether an item that was chosen has given the focus away, so that the closing menu leaves it there. */
class FocusGiven {
  private given = false

  give = (to: () => void): void => {
    this.given = true
    to()
  }

  taken(): boolean {
    const { given } = this
    this.given = false
    return given
  }
}
