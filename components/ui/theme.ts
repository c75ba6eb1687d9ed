'use client'

import { useSyncExternalStore } from 'react'
import { THEME_STORAGE_KEY } from '@/lib/palette/themeScript'

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

function subscribe(listener: () => void): () => void {
  window.addEventListener('themechange', listener)
  return () => window.removeEventListener('themechange', listener)
}

function storedChoice(): ThemeChoice {
  try {
    const choice = localStorage.getItem(THEME_STORAGE_KEY)
    return choice === 'light' || choice === 'dark' ? choice : 'system'
  } catch {
    return 'system'
  }
}

export function setThemeChoice(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(THEME_STORAGE_KEY)
    else localStorage.setItem(THEME_STORAGE_KEY, choice)
  } catch {
    // Private windows may refuse storage; the theme then follows the system.
  }
  window.dispatchEvent(new Event('themechosen'))
}

/** What the person chose. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, storedChoice, () => 'system')
}

/** What is on screen at this moment. */
export const currentTheme = (): Theme =>
  document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'

/** What is on screen; canvases draw anew when it changes. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme, () => 'light')
}
