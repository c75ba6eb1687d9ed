// How colours look: to everybody, and to people who see fewer hues.
import type { PaletteTheme } from '@/lib/palette/runColors'

export type Vector = [number, number, number]

/** sRGB hex to linear light. */
export function linear(hex: string): Vector {
  const channel = (at: number) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light. */
export const SEEN_BY: Record<string, number[][]> = {
  everyone: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

export function seen(colour: Vector, matrix: number[][]): Vector {
  const row = (r: number[]) =>
    Math.min(1, Math.max(0, r[0]! * colour[0] + r[1]! * colour[1] + r[2]! * colour[2]))
  return [row(matrix[0]!), row(matrix[1]!), row(matrix[2]!)]
}

/** Ottosson's OKLab, in which equal distances look about equally large. */
export function oklab([r, g, b]: Vector): Vector {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

export const distance = (a: Vector, b: Vector) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

export function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = linear(hex)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

export const GROUNDS: Record<PaletteTheme, string[]> = {
  light: ['#ffffff'],
  dark: ['#0f1012', '#17181b'],
}
