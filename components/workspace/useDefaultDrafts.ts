'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { changed, type PanelDefaults, type SettingsChange } from '@/lib/panels/linePanel'
import { changeDefaults } from '@/lib/workspace/sectionChanges'
import type { OpenWorkspace } from './document/useWorkspace'

/** Settings of all panels: shown at once, written when the pointer is up, as one step of undo. */
export function useDefaultDrafts(open: OpenWorkspace | undefined, stored: PanelDefaults) {
  const [draft, setDraft] = useState<PanelDefaults | null>(null)
  const pressed = useRef(false)
  const latest = useRef({ open, stored, draft })
  useEffect(() => {
    latest.current = { open, stored, draft }
  })
  const write = useCallback((next: PanelDefaults) => {
    const { open, stored } = latest.current
    if (open && !open.readOnly) changeDefaults(open.panels.doc, stored, next)
  }, [])
  useEffect(() => {
    const press = () => {
      pressed.current = true
    }
    const release = () => {
      pressed.current = false
      const { draft } = latest.current
      if (!draft) return
      write(draft)
      setDraft(null)
    }
    window.addEventListener('pointerdown', press, true)
    window.addEventListener('pointerup', release)
    window.addEventListener('pointercancel', release)
    return () => {
      window.removeEventListener('pointerdown', press, true)
      window.removeEventListener('pointerup', release)
      window.removeEventListener('pointercancel', release)
    }
  }, [write])
  const onDefaults = useCallback(
    (changes: SettingsChange) => {
      const { stored, draft } = latest.current
      const next = changed(draft ?? stored, changes)
      if (pressed.current) {
        latest.current.draft = next
        setDraft(next)
      } else write(next)
    },
    [write],
  )
  return { defaults: draft ?? stored, onDefaults: open?.readOnly ? undefined : onDefaults }
}
