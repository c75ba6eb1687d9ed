'use client'

import { useEffect } from 'react'
import { usePalette } from '@/components/palette/Palette'

/** "/" opens the palette, where panels are added and found. Fields and dialogs keep theirs. */
export function useSlashKey(): void {
  const { open } = usePalette()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event
      if (key !== '/' || ctrlKey || metaKey || altKey || event.defaultPrevented) return
      const element = target as HTMLElement
      if (element.closest?.('input, textarea, select, [contenteditable], [role=dialog]')) return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [open])
}
