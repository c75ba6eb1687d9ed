/** Colours of pictures that no page lends its own: the design's tokens, as app/globals.css has them. */
import type { PaletteTheme } from '../palette/runColors'
import type { ChartColors } from './types'

export interface ThemeColors extends ChartColors {
  accent: string
}

export const THEME_COLORS: Record<PaletteTheme, ThemeColors> = {
  light: {
    ground: '#ffffff',
    ink: '#18191c',
    faint: '#666972',
    line: '#e5e6ea',
    accent: '#3a56c5',
  },
  dark: {
    ground: '#17181b',
    ink: '#ededf0',
    faint: '#92959f',
    line: '#26282d',
    accent: '#8ea2ff',
  },
}

/** Letters and lines as on screen, in pixels. */
export const SCREEN_FONT_PX = 12
export const SCREEN_LINE_PX = 1.5
