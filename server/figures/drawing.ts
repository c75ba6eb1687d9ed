/** What a kind of panel gives to be drawn. */
import type { ChartLine, ChartOptions, PictureLook } from '@/lib/charts/types'
import { SCREEN_FONT_PX, SCREEN_LINE_PX, THEME_COLORS } from '@/lib/charts/themeColors'
import type { PaletteTheme } from '@/lib/palette/runColors'
import type { PanelDefaults } from '@/lib/panels/linePanel'
import type { PanelType, SpecOf } from '@/lib/panels/spec'
import type { PrismaClient } from '../db'
import type { RunFiles } from '../files'
import type { MetricStore } from '../metrics'
import type { DrawnRunSet } from '../reports'
import type { RunQueries } from '../runQuery'

export interface FigureServices {
  prisma: PrismaClient
  metrics: MetricStore
  runQueries: RunQueries
  files: RunFiles
}

export interface FigureContext {
  services: FigureServices
  defaults: PanelDefaults
  runSets: readonly DrawnRunSet[]
  /** What lines are fine enough for; pixels. */
  width: number
  theme: PaletteTheme
}

export interface FigureData {
  /** What is drawn, as CSV with a head; '' where a panel holds no numbers. */
  csv: string
  /** Of a line chart: its lines, for whoever draws them with other tools, and the key along x. */
  line?: { lines: readonly ChartLine[]; options: ChartOptions; x: string }
}

export type Drawing =
  | { empty: string }
  | { svg: (look: PictureLook) => string | Promise<string>; data: () => FigureData }

/** How one kind of panel is drawn, from what the server knows. */
export type Draw<T extends PanelType> = (
  spec: SpecOf<T>,
  context: FigureContext,
) => Promise<Drawing>

export function figureLook(
  { width, height }: { width: number; height: number },
  theme: PaletteTheme,
  title: boolean,
): PictureLook {
  return {
    ...{ width, height, title, theme, legend: true, colors: THEME_COLORS[theme] },
    ...{ fontSize: SCREEN_FONT_PX, lineWidth: SCREEN_LINE_PX },
  }
}
