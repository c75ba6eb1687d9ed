'use client'

import { ChevronDown, Copy, Link, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { useToast } from '@/components/ui/Toasts'
import { PERSONAL_VIEW, type WorkspaceView } from '@/lib/api/views'
import { viewsApi } from '@/lib/api/viewsClient'
import { useViews, useViewsChanged } from './useViews'
import { ViewNameDialog } from './ViewNameDialog'

export interface ViewMenuProps {
  entity: string
  project: string
  view: WorkspaceView
  /** Whether the person may save views that all see. */
  canShare: boolean
  onView: (slug: string | null) => void
}

/** Which view of the workspace is open, all others, and what can be done with this one. */
export function ViewMenu({ entity, project, view, canShare, onView }: ViewMenuProps) {
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [naming, setNaming] = useState<'save' | 'rename' | null>(null)
  const views = useViews(entity, project, open)
  const changed = useViewsChanged(entity, project)
  const failed = (title: string) => (error: unknown) =>
    toast({
      title,
      description: error instanceof Error ? error.message : String(error),
      tone: 'danger',
    })

  const restore = () =>
    viewsApi.restore(entity, project, view.slug).then((restored) => {
      changed()
      onView(restored.slug)
    }, failed('The view could not be brought back'))
  const remove = () =>
    viewsApi.remove(entity, project, view.slug).then(() => {
      onView(null)
      changed()
      const action = { label: 'Undo', onSelect: () => void restore() }
      toast({ title: `Deleted the view “${view.name}”`, action })
    }, failed('The view could not be deleted'))
  const copyLink = () => {
    const url = new URL(window.location.href)
    url.searchParams.set('nw', view.slug)
    navigator.clipboard
      .writeText(url.href)
      .then(() => toast({ title: 'Link copied', tone: 'success' }), failed('Not copied'))
  }

  const listed = views.data?.views ?? [view]
  const entry = (one: WorkspaceView) => ({
    label: one.personal ? one.name : `${one.name} · ${one.owner?.name ?? 'somebody who left'}`,
    checked: one.slug === view.slug,
    onSelect: () => onView(one.personal ? null : one.slug),
  })
  const own = listed.filter((one) => one.personal).map(entry)
  const items: MenuItem[] = [
    // It is made when it is first opened.
    ...(own.length > 0
      ? own
      : [{ label: PERSONAL_VIEW, checked: false, onSelect: () => onView(null) }]),
    ...(listed.some((one) => !one.personal) ? [{ heading: 'Shared with the project' }] : []),
    ...listed.filter((one) => !one.personal).map(entry),
    'separator',
  ]
  if (canShare) items.push({ label: 'Save as…', icon: Copy, onSelect: () => setNaming('save') })
  if (!view.personal) {
    items.push({ label: 'Copy link to view', icon: Link, onSelect: copyLink })
    if (view.canWrite) {
      items.push(
        { label: 'Rename…', icon: Pencil, onSelect: () => setNaming('rename') },
        { label: 'Delete view', icon: Trash2, danger: true, onSelect: () => void remove() },
      )
    }
  }
  return (
    <>
      <Menu
        align="start"
        label="Views"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button variant="quiet" title={`View: ${view.name}`} className="max-w-52 min-w-0">
            <span className="truncate">{view.name}</span>
            <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
          </Button>
        }
        items={items}
      />
      {naming && (
        <ViewNameDialog
          title={naming === 'save' ? 'Save a copy of this view' : 'Rename the view'}
          description={
            naming === 'save'
              ? 'Everybody in the project sees it; those who log runs may change it.'
              : undefined
          }
          action={naming === 'save' ? 'Save view' : 'Rename'}
          initial={naming === 'save' ? '' : view.name}
          onClose={() => setNaming(null)}
          onName={async (name) => {
            if (naming === 'save') {
              const saved = await viewsApi.saveAs(entity, project, name, view.slug)
              changed()
              onView(saved.slug)
            } else {
              await viewsApi.rename(entity, project, view.slug, name)
              changed()
            }
          }}
        />
      )}
    </>
  )
}
