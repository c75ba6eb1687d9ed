'use client'

import { ArrowDownUp, Ellipsis, Eye, ListChecks, ListFilter, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { binPath } from '@/components/shell/paths'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { RUN_STATE_LABELS } from '@/components/ui/RunState'
import { SearchField } from '@/components/ui/SearchField'
import { RUN_STATES } from '@/lib/api/runs'
import { formatCount } from '@/lib/format/number'
import type { WorkspaceState } from '@/lib/panels/workspaceState'
import { RUN_SORT_LABELS, RUN_SORTS } from '@/lib/runs/order'
import type { RunListState } from './useRunList'
import type { UpdateWorkspace } from './workspaceStore'

export function RunListHeader({
  entity,
  project,
  total,
  list,
  workspace,
  update,
  onSelectRuns,
}: {
  entity: string
  project: string
  total: number
  list: RunListState
  workspace: WorkspaceState
  update: UpdateWorkspace
  /** Set for those who may change runs. */
  onSelectRuns: (() => void) | undefined
}) {
  const router = useRouter()
  const { sort, states } = workspace
  const shown = list.listed.length - list.hiddenCount
  return (
    <header className="space-y-1.5 border-b border-line p-2">
      <div className="flex h-7 items-center gap-0.5 pl-1">
        <h2 className="text-13 font-semibold">Runs</h2>
        <span role="status" className="ml-1.5 grow truncate text-12 text-ink-3 tabular-nums">
          {shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`}
        </span>
        <Menu
          label="Visibility"
          trigger={<IconButton label="Visibility" icon={Eye} />}
          items={[
            { label: 'Show all listed', onSelect: list.showAll },
            { label: 'Hide all listed', onSelect: list.hideAll },
          ]}
        />
        <Menu
          label="States"
          trigger={
            <IconButton
              label={states.length > 0 ? `States: ${states.length} chosen` : 'States'}
              icon={ListFilter}
              className={states.length > 0 ? 'text-accent!' : ''}
            />
          }
          items={[
            ...RUN_STATES.map((state) => ({
              label: RUN_STATE_LABELS[state],
              checked: states.includes(state),
              onSelect: () =>
                update((before) => ({
                  states: before.states.includes(state)
                    ? before.states.filter((other) => other !== state)
                    : [...before.states, state],
                })),
            })),
            'separator',
            {
              label: 'All states',
              disabled: states.length === 0,
              onSelect: () => update(() => ({ states: [] })),
            },
          ]}
        />
        <Menu
          label="Order"
          trigger={<IconButton label="Order" icon={ArrowDownUp} />}
          items={RUN_SORTS.map((value) => ({
            label: RUN_SORT_LABELS[value],
            checked: value === sort,
            onSelect: () => update(() => ({ sort: value })),
          }))}
        />
        <Menu
          label="Runs"
          trigger={<IconButton label="More" icon={Ellipsis} />}
          items={[
            ...(onSelectRuns
              ? [{ label: 'Select runs', icon: ListChecks, onSelect: onSelectRuns }]
              : []),
            {
              label: 'Open the bin',
              icon: Trash2,
              onSelect: () => router.push(binPath(entity, project)),
            },
          ]}
        />
      </div>
      <SearchField
        label="Search runs"
        placeholder="Search runs, or /regex/"
        value={list.search}
        onChange={list.setSearch}
        error={list.searchError}
      />
      {list.searchError && (
        <p role="alert" className="text-12 wrap-anywhere text-danger">
          {list.searchError}
        </p>
      )}
    </header>
  )
}
