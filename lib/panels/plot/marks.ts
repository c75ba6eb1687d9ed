/**
 * What a plot of runs is made of, in pixels. A canvas paints the same marks that an SVG file holds,
 * so an exported picture is what was on screen.
 */

export interface DotsMark {
  kind: 'dots'
  /** x and y by turns. */
  points: readonly number[]
  color: string
  radius: number
  alpha?: number
}

export interface LinesMark {
  kind: 'lines'
  /** Each a path of x and y by turns. */
  paths: readonly (readonly number[])[]
  color: string
  width: number
  alpha?: number
  dash?: readonly number[]
}

/** A filled shape. */
export interface AreaMark {
  kind: 'area'
  /** Its outline: x and y by turns. */
  path: readonly number[]
  color: string
  alpha?: number
}

export interface RectMark {
  kind: 'rect'
  x: number
  y: number
  width: number
  height: number
  color: string
  alpha?: number
}

export interface RingsMark {
  kind: 'rings'
  points: readonly number[]
  color: string
  radius: number
  width: number
}

export interface TextMark {
  kind: 'text'
  x: number
  /** Of the baseline. */
  y: number
  text: string
  color: string
  anchor: 'start' | 'middle' | 'end'
  bold?: boolean
  /** Painted around the letters, so that they can be read over other marks. */
  halo?: string
  /** Degrees clockwise around its place. */
  turn?: number
}

export interface GroupMark {
  kind: 'clip'
  x: number
  y: number
  width: number
  height: number
  marks: readonly Mark[]
}

export type Mark = DotsMark | LinesMark | AreaMark | RectMark | RingsMark | TextMark | GroupMark

/** Letters on charts; pictures of other sizes are scaled as a whole. */
export const FONT_PX = 12
/** About what a letter of that size takes. */
export const LETTER_PX = 6.6

export function textWidth(text: string): number {
  return text.length * LETTER_PX
}

/** Cut to about a width, with an ellipsis. */
export function fitText(text: string, width: number): string {
  const letters = Math.max(1, Math.floor(width / LETTER_PX))
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`
}
