'use client'

import { useMemo } from 'react'
import type { ChartColors } from '@/lib/charts/types'
import { type Theme, useTheme } from '@/components/ui/theme'

/** The design's tokens as plain colours, for canvases and exported pictures. */
export function chartColors(theme: Theme): ChartColors {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    ground: token('--raised') || (theme === 'dark' ? '#17181b' : '#ffffff'),
    ink: token('--ink'),
    faint: token('--ink-3'),
    line: token('--line'),
  }
}

const ON_SERVER: ChartColors = { ground: '', ink: '', faint: '', line: '' }

export function useChartColors(): { theme: Theme; colors: ChartColors } {
  const theme = useTheme()
  const colors = useMemo(
    () => (typeof window === 'undefined' ? ON_SERVER : chartColors(theme)),
    [theme],
  )
  return { theme, colors }
}
