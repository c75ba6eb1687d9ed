'use client'

import { Eye, FolderInput, Group, Tag, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { MoveDialog } from '@/components/bin/MoveDialog'
import { type NamedRun, useRunActions } from '@/components/bin/useRunActions'
import { Checkbox } from '@/components/ui/Checkbox'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { countOf } from '@/lib/format/number'
import { runKey } from '@/lib/workspace/access'
import { GroupForm, TagForm } from './BulkForms'
import { useSelectedIds } from './selectionStore'
import { useBulkChange } from './useBulkChange'
import type { Runs } from './useRuns'

/** What may be done with the selected runs, over the list. */
export function SelectionBar({
  runs,
  total,
  onRemoved,
}: {
  runs: Runs
  /** Matching runs. */
  total: number
  onRemoved: (() => void) | undefined
}) {
  const { entity, project, selection, model, access, allIds } = runs
  const ids = useSelectedIds(selection)
  const { remove } = useRunActions(entity, project)
  const change = useBulkChange(runs)
  const [moving, setMoving] = useState<readonly NamedRun[]>([])
  const none = ids.size === 0
  const all = !none && ids.size >= total
  const named = (): NamedRun[] =>
    [...ids].map((id) => ({ id, displayName: model.run(id)?.displayName ?? `run ${id}` }))
  const done = () => {
    selection.setOn(false)
    model.refresh()
  }
  const setAll = (on: boolean) => {
    if (!on) selection.set([...ids], false)
    else void allIds().then((every) => selection.set(every, true))
  }
  const show = (hidden: boolean) => access.setHidden([...ids].map(runKey), hidden)
  return (
    <div
      role="toolbar"
      aria-label="Selected runs"
      className="flex items-center gap-0.5 border-b border-line py-1 pr-2 pl-2.5"
    >
      <Checkbox
        label={none ? 'Select all' : `${countOf(ids.size, 'run')} selected`}
        checked={all ? true : none ? false : 'indeterminate'}
        onCheckedChange={setAll}
        className="min-w-0 grow text-12"
      />
      <TagForm
        runs={runs}
        onAdd={(tags) => void change({ runIds: [...ids], addTags: tags }, 'Tagged')}
        onRemove={(tags) => void change({ runIds: [...ids], removeTags: tags }, 'Untagged')}
        trigger={<IconButton label="Tags" icon={Tag} disabled={none} />}
      />
      <GroupForm
        runs={runs}
        onGroup={(group) =>
          void change({ runIds: [...ids], group }, group ? 'Grouped' : 'Ungrouped')
        }
        trigger={<IconButton label="Set group" icon={Group} disabled={none} />}
      />
      <Menu
        label="Draw selected runs"
        trigger={<IconButton label="Show or hide" icon={Eye} disabled={none} />}
        items={[
          { label: 'Show in charts', onSelect: () => show(false) },
          { label: 'Hide from charts', onSelect: () => show(true) },
        ]}
      />
      <IconButton
        label="Move to project"
        icon={FolderInput}
        disabled={none}
        onClick={() => setMoving(named())}
      />
      <IconButton
        label="Delete runs"
        icon={Trash2}
        disabled={none}
        className="not-disabled:text-danger"
        onClick={() =>
          void remove(named()).then((removed) => {
            if (!removed) return
            done()
            onRemoved?.()
          })
        }
      />
      <IconButton label="Stop selecting" icon={X} onClick={() => selection.setOn(false)} />
      <MoveDialog
        {...{ entity, project }}
        runs={moving}
        onClose={() => setMoving([])}
        onMoved={done}
      />
    </div>
  )
}
