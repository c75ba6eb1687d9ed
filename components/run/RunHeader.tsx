'use client'

import {
  Copy,
  Ellipsis,
  FileJson,
  FileSpreadsheet,
  FolderInput,
  OctagonX,
  Trash2,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { MoveDialog } from '@/components/bin/MoveDialog'
import { useRunActions } from '@/components/bin/useRunActions'
import { projectPath, runPath } from '@/components/shell/paths'
import { Badge } from '@/components/ui/Badge'
import { Button } from '@/components/ui/Button'
import { useCopy } from '@/components/ui/CopyButton'
import { ConfirmDialog } from '@/components/ui/Dialog'
import { Duration } from '@/components/ui/Duration'
import { IconButton } from '@/components/ui/IconButton'
import { InlineEdit } from '@/components/ui/InlineEdit'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { RunStateLabel } from '@/components/ui/RunState'
import { useTheme } from '@/components/ui/theme'
import { api } from '@/lib/api/client'
import type { RunDetail } from '@/lib/api/runs'
import { runColor } from '@/lib/palette/runColors'
import { useEditRun } from './useEditRun'

export function RunHeader({ detail }: { detail: RunDetail }) {
  const { run, entity, project, canWrite } = detail
  const edit = useEditRun(detail)
  const { copy } = useCopy()
  const theme = useTheme()
  const router = useRouter()
  const { remove } = useRunActions(entity, project)
  const [moving, setMoving] = useState(false)
  const change: MenuItem[] = canWrite
    ? [
        'separator',
        { label: 'Move to project', icon: FolderInput, onSelect: () => setMoving(true) },
        {
          label: 'Delete run',
          icon: Trash2,
          danger: true,
          onSelect: () =>
            void remove([run]).then((done) => {
              if (done) router.push(projectPath(entity, project))
            }),
        },
      ]
    : []
  const active = run.state === 'running' || run.state === 'preempting'
  return (
    <header className="px-3 pt-3 md:px-4">
      <div className="flex min-w-0 items-center gap-2">
        <span
          aria-hidden
          className="size-2.5 shrink-0 rounded-full"
          style={{ background: runColor(run.number, theme) }}
        />
        <h1 className="flex min-w-0 text-20">
          <InlineEdit
            label="Run name"
            value={run.displayName}
            maxLength={256}
            readOnly={!canWrite}
            onSave={(displayName) => edit({ displayName })}
          />
        </h1>
        <div className="ml-auto flex shrink-0 items-center gap-1">
          {active && canWrite && <StopButton detail={detail} />}
          <Menu
            label="Run"
            trigger={<IconButton label="More" icon={Ellipsis} />}
            items={[
              { label: 'Copy run id', icon: Copy, onSelect: () => void copy(run.name) },
              {
                label: 'Copy path',
                icon: Copy,
                onSelect: () => void copy(`${entity}/${project}/${run.name}`),
              },
              'separator',
              {
                label: 'Download history as CSV',
                icon: FileSpreadsheet,
                href: api.exportUrl(run.id, 'history', 'csv'),
                download: true,
              },
              {
                label: 'Download history as JSON lines',
                icon: FileJson,
                href: api.exportUrl(run.id, 'history', 'jsonl'),
                download: true,
              },
              {
                label: 'Download system metrics as CSV',
                icon: FileSpreadsheet,
                href: api.exportUrl(run.id, 'events', 'csv'),
                download: true,
              },
              ...change,
            ]}
          />
          <MoveDialog
            {...{ entity, project }}
            runs={moving ? [run] : []}
            onClose={() => setMoving(false)}
            onMoved={(to, there) => router.replace(runPath(to, there, run.name))}
          />
        </div>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
        <RunStateLabel state={run.state} />
        {run.exitCode !== null && run.exitCode !== 0 && <span>exit code {run.exitCode}</span>}
        <Duration from={run.createdAt} to={active ? null : (run.finishedAt ?? run.heartbeatAt)} />
        <span>
          started <RelativeTime time={run.createdAt} />
          {run.user && ` by ${run.user}`}
        </span>
        {run.tags.length > 0 && (
          <span className="flex min-w-0 gap-1 overflow-hidden">
            {run.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </span>
        )}
      </p>
    </header>
  )
}

function StopButton({ detail: { run } }: { detail: RunDetail }) {
  const [asking, setAsking] = useState(false)
  if (run.stopRequested) {
    return (
      <span role="status" className="px-1 text-ink-2">
        Stop requested
      </span>
    )
  }
  return (
    <>
      <Button icon={OctagonX} onClick={() => setAsking(true)}>
        Stop run
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Stop ${run.displayName}?`}
        description="The script is told to stop when it next sends something. What it has logged stays."
        confirmLabel="Stop run"
        danger
        onConfirm={() => api.stopRun(run.id)}
      />
    </>
  )
}
