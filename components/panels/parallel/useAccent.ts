'use client'

import { useMemo } from 'react'
import type { Theme } from '@/components/ui/theme'

/** The design's accent as a plain colour, for canvases. */
export function useAccent(theme: Theme): string {
  return useMemo(() => {
    if (typeof window === 'undefined') return ''
    const fallback = theme === 'dark' ? '#8ea2ff' : '#3a56c5'
    const style = getComputedStyle(document.documentElement)
    return style.getPropertyValue('--accent').trim() || fallback
  }, [theme])
}
