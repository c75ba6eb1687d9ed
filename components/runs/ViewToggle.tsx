'use client'

import { ChartSpline, Table2 } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useEffect } from 'react'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { useLatest } from './useLatest'

export type WorkspaceView = 'panels' | 'table'

const VIEWS = [
  { value: 'panels', label: 'Panels', icon: ChartSpline },
  { value: 'table', label: 'Table', icon: Table2 },
] as const

/** `?view=table`: a link to the table opens it, and "back" leaves it. Shift-T goes to and fro. */
export function useWorkspaceView(): [WorkspaceView, (view: WorkspaceView) => void] {
  const pathname = usePathname()
  const params = useSearchParams()
  const view: WorkspaceView = params.get('view') === 'table' ? 'table' : 'panels'
  const set = useCallback(
    (next: WorkspaceView) => {
      const query = new URLSearchParams(params)
      if (next === 'table') query.set('view', 'table')
      else query.delete('view')
      window.history.pushState(null, '', pathname + (query.size > 0 ? `?${query}` : ''))
    },
    [pathname, params],
  )
  const latest = useLatest({ view, set })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, shiftKey, ctrlKey, metaKey, altKey, target } = event
      if (key !== 'T' || !shiftKey || ctrlKey || metaKey || altKey) return
      const element = target as HTMLElement
      if (element.closest('input, textarea, select, [contenteditable], [role=dialog]')) return
      const { view, set } = latest.current
      set(view === 'table' ? 'panels' : 'table')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [latest])
  return [view, set]
}

export function ViewToggle({
  view,
  onView,
}: {
  view: WorkspaceView
  onView: (view: WorkspaceView) => void
}) {
  return (
    <SegmentedControl
      label="View (Shift-T)"
      iconsOnly
      value={view}
      onValueChange={onView}
      options={VIEWS}
    />
  )
}
