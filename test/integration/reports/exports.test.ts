// A report taken away in every format: whole, without a network, and as papers can use it.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportItem } from '@/lib/api/reports'
import { Api } from '../../support/api'
import {
  FIGURE_PANELS,
  figureReport,
  lossAt,
  seedFigureRuns,
  STEPS,
} from '../../support/figureReport'
import { findChromium } from '../../support/findChromium'
import { startServer, type TestServer } from '../../support/server'
import { addTeam } from '../../support/teams'
import { unzip } from '../../support/unzip'

const TEXT = `# Exports & "more"

Some **bold** text with \`code\`, $\\alpha^2$ and a [link](https://example.org/a_b).[^1]

> [!WARNING]
> Mind the 100 % & the _gap_.

- [x] done
- [ ] to do

| Model | Loss |
| :---- | ---: |
| small |  0.1 |

<script>alert(1)</script>

![Elsewhere](https://example.org/x.png)

Emoji 🚀 and 学習率.

[^1]: A note.
`

let server: TestServer
let member: Api
let report: ReportItem

beforeAll(async () => {
  server = await startServer({})
  const team = await addTeam(server, 'lab')
  await seedFigureRuns(team.member)
  member = new Api(team.member, 'lab')
  report = await figureReport(member, TEXT)
})
afterAll(() => server?.close())

async function exported(format: string): Promise<{ response: Response; bytes: Buffer }> {
  const response = await member.fetch(`/api/reports/${report.slug}/export/${format}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (!response.ok) throw new Error(`${response.status} ${bytes.toString()}`)
  return { response, bytes }
}

describe('an export', () => {
  it('as Markdown has its figures, their numbers and the text', async () => {
    const { bytes, response } = await exported('markdown.zip')
    expect(response.headers.get('content-disposition')).toContain('attachment')
    const files = unzip(bytes)
    const text = files.get('report.md')!.toString()
    const linked = [...text.matchAll(/\]\((figures\/[^)]+)\)/g)].map((match) => match[1]!)
    expect(linked).toHaveLength(FIGURE_PANELS.length)
    for (const file of linked) expect(files.get(file)?.toString(), file).toMatch(/^<svg /)
    expect(files.get('data/01-loss.csv')?.toString().split('\n')).toHaveLength(8 * STEPS + 2)
    expect(text).toContain('Some **bold** text with `code`')
  })

  it('as HTML is one file that runs nothing and loads nothing', async () => {
    const html = (await exported('html')).bytes.toString()
    expect(html).not.toMatch(/<script|<link|src="(?!data:)|url\((?!#)/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html.match(/<svg /g)).toHaveLength(FIGURE_PANELS.length)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, used] of html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(used)
    expect(html).toContain('<math')
    expect(html).not.toContain(member.target.apiKey)
  })

  it('as JSON has all that was said, and the numbers that were drawn', async () => {
    const json = JSON.parse((await exported('json')).bytes.toString()) as {
      title: string
      grids: { panels: unknown[] }[]
      figures: { panel: string; csv: string; curves: { points: [number, number][] }[] }[]
    }
    expect(json.title).toBe('Exports & "more"')
    expect(json.grids[0]!.panels).toHaveLength(FIGURE_PANELS.length)
    const line = json.figures.find(({ panel }) => panel === 'f/line')!
    const points = Array.from({ length: STEPS }, (_, step) => [step, lossAt(7, step)])
    const drawn = line.curves[0]!.points
    expect(drawn).toHaveLength(STEPS)
    drawn.forEach(([x, y], i) => {
      expect(x).toBeCloseTo(points[i]![0]!, 9)
      expect(y).toBe(points[i]![1])
    })
  })

  it('as LaTeX has figures as PDF, SVG and numbers', async () => {
    const files = unzip((await exported('latex.zip')).bytes)
    const tex = files.get('report.tex')!.toString()
    const used = [...tex.matchAll(/\{(figures\/[^}]+)\}/g)].map((match) => match[1]!)
    expect(used).toHaveLength(FIGURE_PANELS.length)
    for (const file of used) expect(files.has(file), file).toBe(true)
    const plot = files.get('figures/01-loss.tex')!.toString()
    for (const [, data] of plot.matchAll(/\{(data\/[^}]+)\}/g)) expect(files.has(data!)).toBe(true)
    expect(files.get('data/01-loss-1.dat')!.toString().split('\n')[0]).toBe('x y')
    expect(files.get('figures/04-loss-by-lr.pdf')!.toString('latin1', 0, 5)).toBe('%PDF-')
  })

  const pdflatex = spawnSync('pdflatex', ['--version']).status === 0
  it.skipIf(!pdflatex)(
    `as LaTeX is set by pdflatex${pdflatex ? '' : ' (skipped: there is no pdflatex here)'}`,
    async () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runroom-latex-'))
      for (const [name, content] of unzip((await exported('latex.zip')).bytes)) {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
        fs.writeFileSync(path.join(folder, name), content)
      }
      const args = ['-interaction=nonstopmode', '-halt-on-error', 'report.tex']
      const set = spawnSync('pdflatex', args, { cwd: folder, encoding: 'utf8' })
      expect(set.status, set.stdout.slice(-3000)).toBe(0)
      expect(fs.statSync(path.join(folder, 'report.pdf')).size).toBeGreaterThan(10_000)
      fs.rmSync(folder, { recursive: true })
    },
    120_000,
  )

  it.skipIf(findChromium() === undefined)('as PDF is printed', async () => {
    const { bytes } = await exported('pdf')
    expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-')
    expect(bytes.length).toBeGreaterThan(20_000)
  })
})
