/**
 * The colours of runs. Twenty hues in an order whose neighbours differ in lightness as well as hue,
 * also for people with deuteranopia, protanopia or tritanopia; the test beside it measures that. A
 * colour of one theme has the same hue in the other.
 */
export type PaletteTheme = 'light' | 'dark'

const LIGHT = [
  '#056bd5',
  '#345734',
  '#e65719',
  '#650b3f',
  '#744862',
  '#501499',
  '#b00921',
  '#359658',
  '#3845bf',
  '#c9459c',
  '#1e385b',
  '#1c6a21',
  '#5d2d2b',
  '#7d82d9',
  '#982b98',
  '#967f06',
  '#7d1302',
  '#15a194',
  '#935f55',
  '#770377',
] as const

const DARK = [
  '#6dacff',
  '#739872',
  '#feab8e',
  '#b35682',
  '#b685a1',
  '#8e69dc',
  '#f26966',
  '#73d08f',
  '#738cfe',
  '#ff8bd2',
  '#5f7ca4',
  '#61ab61',
  '#a56e6b',
  '#b6bcff',
  '#d775d5',
  '#d1b84b',
  '#d6533c',
  '#40ddcc',
  '#d29a8e',
  '#bd5dbb',
] as const

export const RUN_COLOURS = LIGHT.length

const SOLID: readonly number[] = []
/** Lengths of strokes and gaps in CSS pixels; each twenty runs the next one. */
const DASHES: readonly (readonly number[])[] = [SOLID, [6, 3], [2, 3], [10, 3, 2, 3]]

function place(number: number): number {
  return Math.max(0, Math.trunc(number) - 1)
}

/** The colour of the run with this number (1, 2, 3 …) in its project. */
export function runColor(number: number, theme: PaletteTheme): string {
  return (theme === 'light' ? LIGHT : DARK)[place(number) % RUN_COLOURS]!
}

/** What tells the 21st run from the first; empty for a solid line. */
export function runDash(number: number): readonly number[] {
  return DASHES[Math.floor(place(number) / RUN_COLOURS) % DASHES.length]!
}

/** What people may choose from, as it is kept: the colours of the light theme. */
export const CHOICES: readonly string[] = LIGHT

/** A chosen colour as it is drawn: one of the palette has the same hue in either theme. */
export function chosenColor(color: string, theme: PaletteTheme): string {
  const at = theme === 'dark' ? CHOICES.indexOf(color.toLowerCase()) : -1
  return DARK[at] ?? color
}
