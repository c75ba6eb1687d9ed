// Panels of a report as the server draws them: each kind, small, well-formed, and true to the rows.
import { Resvg } from '@resvg/resvg-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportItem } from '@/lib/api/reports'
import { MAX_SVG_BYTES } from '@/lib/charts/svgChart'
import { Api } from '../../support/api'
import {
  FIGURE_PANELS,
  figureReport,
  lossAt,
  seedFigureRuns,
  STEPS,
} from '../../support/figureReport'
import { startServer, type TestServer } from '../../support/server'
import { addTeam } from '../../support/teams'

let server: TestServer
let member: Api
let stranger: Api
let report: ReportItem

beforeAll(async () => {
  server = await startServer({})
  const team = await addTeam(server, 'lab')
  await seedFigureRuns(team.member)
  member = new Api(team.member, 'lab')
  stranger = new Api(team.stranger, 'lab')
  report = await figureReport(member, '# Figures\n\nWords.\n')
})
afterAll(() => server?.close())

async function figure(panel: string, kind = 'svg', more = ''): Promise<string> {
  const path = `/api/reports/${report.slug}/figure.${kind}?panel=${encodeURIComponent(panel)}${more}`
  const response = await member.fetch(path)
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return text
}

const tags = (svg: string, name: string) => svg.split(`<${name}`).length - 1

describe('a figure', () => {
  it.each(FIGURE_PANELS.map(({ id }) => id))('of %s is a small picture', async (id) => {
    for (const theme of ['light', 'dark']) {
      const svg = await figure(id, 'svg', `&theme=${theme}`)
      expect(svg.length).toBeLessThan(MAX_SVG_BYTES)
      expect(svg).not.toMatch(/NaN|undefined|<script|href="http/)
      const drawn = new Resvg(svg, { font: { loadSystemFonts: false } })
      expect([drawn.width, drawn.height]).toEqual([720, 420])
    }
  })

  it('shows the runs as the browser would', async () => {
    const line = await figure('f/line')
    expect(tags(line, 'g class="line"')).toBe(8)
    expect(line).toContain('Figure &lt;0&gt; &amp; co')
    expect(tags(await figure('f/grouped'), 'g class="line"')).toBe(2)
    // A formula and what the pattern finds, of each run.
    expect(tags(await figure('f/formula'), 'g class="line"')).toBe(16)
    const scatter = await figure('f/scatter')
    expect(scatter.match(/h0/g)).toHaveLength(8)
    expect(scatter).toContain('r² =')
    expect(await figure('f/code')).toContain('lr = 0.0125')
    expect(await figure('f/media')).toContain('data:image/png;base64,')
    expect(await figure('f/text')).toContain('In a panel.')
    expect(await figure('f/runs')).toContain('layers')
    expect(await figure('f/importance')).toContain('Importance')
  })

  it('has the numbers that were logged', async () => {
    const rows = (await figure('f/line', 'csv')).trim().split('\n').slice(1)
    expect(rows).toHaveLength(8 * STEPS)
    const values = rows.map((row) => Number(row.split(',').at(5)))
    const logged = Array.from({ length: 8 * STEPS }, (_, i) =>
      lossAt(7 - Math.floor(i / STEPS), i % STEPS),
    )
    expect(values).toEqual(logged)
    expect((await figure('f/scatter', 'csv')).trim().split('\n')).toHaveLength(9)
    expect(await figure('f/text', 'csv')).toBe('')
  })

  it('says what is wrong with what is asked for, and nothing to who may not read', async () => {
    const ask = (api: Api, query: string) =>
      api.fetch(`/api/reports/${report.slug}/figure.svg?${query}`)
    const missing = await ask(member, '')
    expect(missing.status).toBe(400)
    expect(await missing.json()).toMatchObject({ error: { field: 'panel' } })
    const wide = await ask(member, 'panel=f/line&width=9')
    expect(await wide.json()).toMatchObject({ error: { field: 'width' } })
    expect((await ask(member, 'panel=none')).status).toBe(404)
    expect((await ask(stranger, 'panel=f/line')).status).toBe(404)
  })
})
