/** The picture that other programs show of a link: title and first line chart, or, where it should tell nothing, neither. */
import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import { escapeXml } from '@/lib/charts/svg'
import type { PanelFigures } from './panelFigures'
import type { ReportPlan } from './reportPlan'

export const PREVIEW = { width: 1200, height: 630 }
const MARGIN = 48
const FIRST_LINE = 96
const LINE_PX = 60
/** Characters that surely fit on a line. */
const LINE_CHARS = 38

const require = createRequire(import.meta.url)

/** @param plan null for links that tell nothing before they are opened */
export async function previewPng(
  plan: ReportPlan | null,
  figures: PanelFigures,
): Promise<Uint8Array> {
  const svg = plan ? await picture(plan, figures) : frame(titleLines('A shared report'), '')
  const png = new Resvg(svg, {
    font: {
      // Machines without any font get one that comes with the server.
      fontFiles: ['Regular', 'Bold'].map((face) =>
        require.resolve(`katex/dist/fonts/KaTeX_SansSerif-${face}.ttf`),
      ),
      loadSystemFonts: true,
      defaultFontFamily: 'KaTeX_SansSerif',
    },
    background: '#ffffff',
  })
  return png.render().asPng()
}

async function picture(plan: ReportPlan, figures: PanelFigures): Promise<string> {
  const title = titleLines(plan.state.settings.title || 'Untitled report')
  for (const grid of plan.state.grids) {
    for (const planned of await plan.panelsOf(grid)) {
      if (planned.panel.spec.type !== 'line' || planned.problem) continue
      const size = {
        width: PREVIEW.width - 2 * MARGIN,
        height: PREVIEW.height - chartTop(title) - 24,
      }
      const chart = await figures.svg(planned, { ...size, theme: 'light' })
      return frame(title, chart)
    }
  }
  return frame(title, '')
}

const chartTop = (title: readonly string[]) => FIRST_LINE + (title.length - 1) * LINE_PX + 36

function frame(title: readonly string[], chart: string): string {
  const lines = title.map(
    (line, at) =>
      `<text x="${MARGIN}" y="${FIRST_LINE + at * LINE_PX}" font-size="46" font-weight="700" fill="#18191c">${escapeXml(line)}</text>`,
  )
  const placed = chart.replace('<svg ', `<svg x="${MARGIN}" y="${chartTop(title)}" `)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PREVIEW.width}" height="${PREVIEW.height}" ` +
    `font-family="Inter, Helvetica, Arial, 'DejaVu Sans', sans-serif">` +
    `<rect width="100%" height="100%" fill="#ffffff"/>${lines.join('')}${placed}</svg>`
  )
}

/** Two lines at most; what does not fit is left out, and said to be. */
function titleLines(title: string): string[] {
  const lines: string[] = ['']
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1)!
    const longer = last === '' ? word : `${last} ${word}`
    if (longer.length <= LINE_CHARS) lines[lines.length - 1] = longer
    else if (last === '') lines[lines.length - 1] = word.slice(0, LINE_CHARS)
    else lines.push(word.slice(0, LINE_CHARS))
  }
  if (lines.length <= 2) return lines
  return [lines[0]!, `${lines[1]!.slice(0, LINE_CHARS - 2)} …`]
}
