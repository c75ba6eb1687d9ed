'use client'

import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { useToast } from '@/components/ui/Toasts'
import type { OpenWorkspace } from './useWorkspace'

const NOTHING = { canUndo: false, canRedo: false }

/** Ctrl/⌘-Z and with shift, for what the person did to the workspace. Fields keep their own. */
export function useUndo(open: Pick<OpenWorkspace, 'readOnly' | 'undo'> | undefined) {
  const toast = useToast()
  const undo = open?.readOnly ? undefined : open?.undo
  const state = useSyncExternalStore(
    undo?.subscribe ?? never,
    undo?.getState ?? (() => NOTHING),
    () => NOTHING,
  )
  const run = useCallback(
    (direction: 'undo' | 'redo') => {
      if (!undo) return
      const what = direction === 'undo' ? undo.undo() : undo.redo()
      if (what === undefined) {
        toast({ title: `Nothing to ${direction}` })
        return
      }
      toast({ title: direction === 'undo' ? 'Undone' : 'Done again', description: what })
    },
    [undo, toast],
  )
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event
      if (key.toLowerCase() !== 'z' || !(ctrlKey || metaKey) || altKey) return
      const inField = (event.target as HTMLElement).closest?.(
        'input:not([type=checkbox], [type=radio]), textarea, [contenteditable]',
      )
      if (inField) return
      event.preventDefault()
      run(shiftKey ? 'redo' : 'undo')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [run])
  return { ...state, run }
}

const never = () => () => {}
