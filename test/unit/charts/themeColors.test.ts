// Pictures drawn without a page have the page's colours.
import fs from 'node:fs'
import { expect, it } from 'vitest'
import { THEME_COLORS } from '@/lib/charts/themeColors'

const NAMES = {
  ground: 'raised',
  ink: 'ink',
  faint: 'ink-3',
  line: 'line',
  accent: 'accent',
} as const

it('figures have the colours of the design’s tokens', () => {
  const css = fs.readFileSync('app/globals.css', 'utf8')
  for (const [name, token] of Object.entries(NAMES)) {
    const found = [...css.matchAll(new RegExp(`--${token}: (#[0-9a-f]{6});`, 'g'))]
    const [light, dark] = found.map((match) => match[1])
    const key = name as keyof typeof NAMES
    expect([THEME_COLORS.light[key], THEME_COLORS.dark[key]], name).toEqual([light, dark])
  }
})
