/**
 * A continuous scale for values: blue over green to yellow, each step lighter than the last, so that
 * order is seen by lightness alone, whatever hues somebody sees. Every colour of it stands out from
 * the theme's ground by 3:1.
 */
import type { PaletteTheme } from './runColors'

type Lab = readonly [number, number, number]

/** Stops in OKLab: lightness, then green to red, then blue to yellow. */
const STOPS: Record<PaletteTheme, readonly Lab[]> = {
  light: [
    [0.3, 0.025, -0.13],
    [0.38, -0.02, -0.1],
    [0.47, -0.07, -0.02],
    [0.565, -0.06, 0.08],
    [0.66, 0.02, 0.132],
  ],
  dark: [
    [0.53, 0.01, -0.16],
    [0.63, -0.05, -0.09],
    [0.73, -0.1, 0.0],
    [0.83, -0.07, 0.1],
    [0.94, -0.02, 0.14],
  ],
}

/** `t` from 0 to 1; beyond, the ends. */
export function scaleColor(t: number, theme: PaletteTheme): string {
  const stops = STOPS[theme]
  const at = Math.max(0, Math.min(1, t)) * (stops.length - 1)
  const from = Math.min(stops.length - 2, Math.floor(at))
  const part = at - from
  const a = stops[from]!
  const b = stops[from + 1]!
  return hexOf([0, 1, 2].map((i) => a[i]! + (b[i]! - a[i]!) * part) as unknown as Lab)
}

/** Ottosson's OKLab to sRGB, cut off at what screens can show. */
function hexOf([lightness, a, b]: Lab): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  return `#${linear.map((channel) => byte(channel)).join('')}`
}

function byte(linear: number): string {
  const c = Math.max(0, Math.min(1, linear))
  const encoded = c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0')
}
