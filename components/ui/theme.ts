'use client'

import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

const STORAGE_KEY = 'runroom-theme'
const DARK = '(prefers-color-scheme: dark)'

/**
 * Runs while the page's head is read, before anything is painted. It also listens, so that pages
 * follow the system and other tabs without React.
 */
export const THEME_SCRIPT = `(() => {
  const dark = matchMedia('${DARK}')
  const apply = () => {
    let choice = null
    try { choice = localStorage.getItem('${STORAGE_KEY}') } catch {}
    const theme = choice === 'light' || choice === 'dark' ? choice : dark.matches ? 'dark' : 'light'
    document.documentElement.dataset.theme = theme
    dispatchEvent(new Event('themechange'))
  }
  apply()
  dark.addEventListener('change', apply)
  addEventListener('storage', apply)
  addEventListener('themechosen', apply)
})()`

function subscribe(listener: () => void): () => void {
  window.addEventListener('themechange', listener)
  return () => window.removeEventListener('themechange', listener)
}

function storedChoice(): ThemeChoice {
  try {
    const choice = localStorage.getItem(STORAGE_KEY)
    return choice === 'light' || choice === 'dark' ? choice : 'system'
  } catch {
    return 'system'
  }
}

export function setThemeChoice(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(STORAGE_KEY)
    else localStorage.setItem(STORAGE_KEY, choice)
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
