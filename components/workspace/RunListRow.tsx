'use client'

import {
  Copy,
  Eye,
  EyeOff,
  ExternalLink,
  Focus,
  FolderInput,
  ListChecks,
  Trash2,
} from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { memo, type MouseEvent, useRef } from 'react'
import { highlight, useIsHighlighted } from '@/components/panels/highlight'
import { runPath } from '@/components/shell/paths'
import { useCopy } from '@/components/ui/CopyButton'
import { cx } from '@/components/ui/cx'
import { Checkbox } from '@/components/ui/Checkbox'
import { ContextMenu, type MenuItem } from '@/components/ui/Menu'
import { RunStateDot } from '@/components/ui/RunState'
import { useTheme } from '@/components/ui/theme'
import type { RunRow } from '@/lib/api/runs'
import { runColor } from '@/lib/palette/runColors'

export interface RunListRowProps {
  run: RunRow
  entity: string
  project: string
  hidden: boolean
  /** The one row the Tab key reaches; arrows move it. */
  active: boolean
  onToggle: (runId: number, range?: boolean) => void
  onShowOnly: (runId: number) => void
  /** Undefined while no runs are being selected. */
  selected: boolean | undefined
  onSelect: (runId: number, range?: boolean) => void
  /** Set for those who may change runs. */
  changes: { select: () => void; move: (run: RunRow) => void; remove: (run: RunRow) => void } | null
}

export const RunListRow = memo(function RunListRow({
  run,
  entity,
  project,
  hidden,
  active,
  onToggle,
  onShowOnly,
  selected,
  onSelect,
  changes,
}: RunListRowProps) {
  const router = useRouter()
  const { copy } = useCopy()
  const shift = useRef(false)
  const lit = useIsHighlighted(run.id)
  const color = runColor(run.number, useTheme())
  const href = runPath(entity, project, run.name)
  const tabIndex = active ? 0 : -1
  const toggle = (event: MouseEvent) => onToggle(run.id, event.shiftKey)
  const change: MenuItem[] = changes
    ? [
        'separator',
        {
          label: 'Select runs',
          icon: ListChecks,
          onSelect: () => {
            changes.select()
            onSelect(run.id)
          },
        },
        { label: 'Move to project', icon: FolderInput, onSelect: () => changes.move(run) },
        { label: 'Delete run', icon: Trash2, danger: true, onSelect: () => changes.remove(run) },
      ]
    : []
  return (
    <ContextMenu
      items={[
        { label: 'Open run', icon: ExternalLink, onSelect: () => router.push(href) },
        { label: 'Show only this run', icon: Focus, onSelect: () => onShowOnly(run.id) },
        {
          label: hidden ? 'Show in charts' : 'Hide from charts',
          icon: hidden ? Eye : EyeOff,
          shortcut: 'Space',
          onSelect: () => onToggle(run.id),
        },
        { label: 'Copy run id', icon: Copy, onSelect: () => void copy(run.name) },
        ...change,
      ]}
    >
      <div
        className={cx(
          'group/run flex h-full items-center gap-1.5 pr-2 pl-1.5',
          lit && 'bg-hover',
          hidden && 'text-ink-3',
        )}
        onPointerEnter={() => highlight.set(run.id)}
        onPointerLeave={() => highlight.clear(run.id)}
      >
        {selected !== undefined && (
          <span onClickCapture={(event) => (shift.current = event.shiftKey)} className="flex">
            <Checkbox
              label={`Select ${run.displayName}`}
              hideLabel
              checked={selected}
              onCheckedChange={() => onSelect(run.id, shift.current)}
            />
          </span>
        )}
        <button
          type="button"
          role="switch"
          aria-checked={!hidden}
          aria-label={`Draw ${run.displayName}`}
          title={hidden ? 'Show in charts' : 'Hide from charts'}
          tabIndex={tabIndex}
          onClick={toggle}
          className="grid size-6 shrink-0 place-items-center rounded-sm hover:bg-hover"
        >
          <span
            aria-hidden
            className="size-2.5 rounded-full border-2"
            style={{ borderColor: color, background: hidden ? 'transparent' : color }}
          />
        </button>
        <RunStateDot state={run.state} />
        <Link
          href={href}
          prefetch={false}
          data-run={run.id}
          tabIndex={tabIndex}
          title={run.displayName}
          className="min-w-0 grow truncate hover:underline"
        >
          {run.displayName}
        </Link>
        {run.tags.length > 0 && (
          <span
            title={run.tags.join(', ')}
            className="max-w-1/3 shrink-0 truncate rounded-sm bg-hover px-1 text-12 text-ink-2"
          >
            {run.tags.join(', ')}
          </span>
        )}
      </div>
    </ContextMenu>
  )
})
