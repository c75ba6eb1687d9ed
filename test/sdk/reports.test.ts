// Reports of W&B's own package: saved here, opened, changed in one place each, and loaded back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureVenv, WANDB, WORKSPACES } from '../../scripts/lib/venv.mjs'
import { reportListSchema } from '@/lib/api/reports'
import { contentOf } from '@/lib/reports/document'
import { viewIdOf } from '@/lib/reports/wandb/address'
import { readReport } from '@/lib/reports/read'
import { rootOf } from '@/lib/workspace/document'
import { changePanel } from '@/lib/workspace/panelChanges'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { setField } from '@/lib/workspace/records'
import { Api } from '../support/api'
import { vanillaClient, whenSynced } from '../support/collab'
import { seedFigureRuns } from '../support/figureReport'
import { openReport, readReportOf, REPORTS, wordsOf } from '../support/reports'
import { runScript } from '../support/python'
import { startServer, type TestServer } from '../support/server'
import { addTeam, done } from '../support/teams'
import { until } from '../support/until'
import { graphql } from '../support/wandbClient'

type Json = Record<string, unknown>
interface Spec {
  blocks: (Json & { type: string })[]
}

let server: TestServer
let member: Api
let python: string
let saved: Spec
let url: string

async function tool(action: string, address = ''): Promise<Map<string, string>> {
  const output = await runScript(member.target, 'report_classes.py', {
    ...{ args: [action, address], python },
  })
  const lines = output.split('\n').map((line) => /^([A-Z]+) (.*)$/.exec(line))
  return new Map(lines.flatMap((line) => (line ? [[line[1]!, line[2]!]] : [])))
}

const specOf = (said: Map<string, string>) => JSON.parse(said.get('SPEC')!) as Spec

/** As the server gives it, before anybody's classes read it. */
async function storedSpec(): Promise<Spec> {
  const id = viewIdOf((await reportOf()).slug)
  const { data } = await graphql<{ view: { spec: string } }>(
    member.target,
    'query ($id: ID!) { view(id: $id) { spec } }',
    { id },
  )
  return JSON.parse(data!.view.spec) as Spec
}

async function reportOf() {
  const { reports } = reportListSchema.parse(await done(member.fetch(REPORTS)))
  return reports[0]!
}

beforeAll(async () => {
  python = ensureVenv('wandb-workspaces', [WANDB, WORKSPACES])
  server = await startServer({})
  const team = await addTeam(server, 'lab')
  await seedFigureRuns(team.member, 4)
  member = new Api(team.member, 'lab')
  const said = await tool('save')
  saved = specOf(said)
  url = said.get('URL')!
}, 300_000)
afterAll(() => server?.close())

describe('a report of every class', () => {
  it('is a report here, with panels over its run sets', async () => {
    const report = await reportOf()
    expect(report).toMatchObject({ title: 'Every class', description: 'All there is' })
    const { content, grids, runSets, width } = await readReportOf(member, report.slug)
    expect(width).toBe('full')
    const types = content.content!.map(({ type }) => type)
    expect(types).toEqual([
      ...['tableOfContents', 'heading', 'heading', 'heading', 'heading', 'paragraph'],
      ...['paragraph', 'bulletList', 'orderedList', 'taskList', 'blockquote', 'codeBlock'],
      ...['paragraph', 'bulletList', 'mathBlock', 'image', 'callout', 'horizontalRule'],
      // Video, gallery, Spotify, SoundCloud, Twitter and Weave.
      ...Array<string>(6).fill('unknownBlock'),
      ...['panelGrid', 'paragraph'],
    ])
    expect(grids[0]!.panels.map(({ spec }) => spec.type).sort()).toEqual(
      [
        ...['line', 'scatter', 'bar', 'scalar', 'parallel', 'importance', 'runComparer'],
        ...['codeComparer', 'media', 'markdown', 'markdown', 'markdown'],
      ].sort(),
    )
    const specs = grids[0]!.panels.map(({ spec }) => spec)
    expect(specs).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ columns: ['summary:loss'], groupBy: ['config:opt'], limit: 5 }),
        expect.objectContaining({ type: 'scalar', column: 'summary:loss', aggregate: 'min' }),
        expect.objectContaining({ x: 'config:lr', y: 'summary:loss', color: 'summary:val/acc' }),
        expect.objectContaining({ type: 'importance', target: 'summary:loss' }),
      ]),
    )
    const [adam, all] = runSets
    expect(adam).toMatchObject({
      ...{ name: 'Adam', groupBy: ['config:opt'] },
      sort: [{ column: 'summary:loss', descending: false }],
    })
    expect(adam!.conditions).toHaveLength(2)
    const ids = await Promise.all(
      ['fig-1', 'fig-2', 'fig-3'].map(async (name) => (await member.run('p', name)).run.id),
    )
    expect(adam!.hidden).toEqual([`run/${ids[1]}`])
    expect(adam!.colors).toEqual({
      [`run/${ids[0]}`]: '#00ff00',
      [`run/${ids[2]}`]: '#0000ff',
      'group/["adam"]': '#123456',
    })
    expect(all).toMatchObject({ name: 'All', search: 'Fig' })
  })

  it('is given back as it was saved', async () => {
    expect(await storedSpec()).toEqual(saved)
  })

  it('loads back with one word and one panel changed, and nothing else', async () => {
    const report = await reportOf()
    const client = await openReport(member.target, report)
    const at = contentOf(client.doc)
      .toArray()
      .findIndex((one) => String(one).includes('Words with'))
    wordsOf(client.doc, at).insert(0, 'New ')
    const { grids } = readReport(client.doc)
    const scatter = grids[0]!.panels.find(({ spec }) => spec.type === 'scatter')!.spec
    changePanel(client.doc, scatter, { ...scatter, title: 'Renamed' })
    await until('the change to be known', async () => {
      const read = await readReportOf(member, report.slug)
      return JSON.stringify(read).includes('Renamed') && JSON.stringify(read).includes('New Words')
    })
    client.destroy()
    const wanted = structuredClone(saved)
    const paragraph = wanted.blocks.find((block) => JSON.stringify(block).includes('Words with'))!
    const [first] = paragraph['children'] as { text: string }[]
    first!.text = `New ${first!.text}`
    const grid = wanted.blocks.find(({ type }) => type === 'panel-grid')!
    const { panels } = (grid['metadata'] as { panelBankSectionConfig: { panels: Json[] } })
      .panelBankSectionConfig
    const panel = panels.find(({ viewType }) => viewType === 'Scatter Plot')!
    ;(panel['config'] as Json)['chartTitle'] = 'Renamed'
    expect(await storedSpec()).toEqual(wanted)
    // The package's own classes accept it.
    const said = await tool('load', url)
    expect(said.get('TITLE')).toBe('Every class')
    const blocks = JSON.parse(said.get('BLOCKS')!) as string[]
    expect(blocks).not.toContain('UnknownBlock')
    expect(JSON.stringify(specOf(said))).toContain('New Words with')
  })

  it('is shared by the link that the package makes, until it takes it back', async () => {
    const said = await tool('share', url)
    expect(said.get('BEFORE')).toBe('None')
    const link = new URL(said.get('LINK')!)
    expect(said.get('AGAIN')).toBe(link.href)
    const visit = () => fetch(server.url + link.pathname + link.search, { redirect: 'manual' })
    const leadsTo = (await visit()).headers.get('location')!
    expect(leadsTo).toMatch(/^\/share\/[\w-]{32}$/)
    const shared = async () => (await fetch(`${server.url}/api${leadsTo}`)).status
    expect(await shared()).toBe(200)
    const ended = await tool('unshare', url)
    expect([ended.get('DISABLED'), ended.get('AFTER')]).toEqual(['True', 'None'])
    expect(await shared()).toBe(404)
  })

  it('is changed from Python in place, and deleted', async () => {
    const before = await reportOf()
    const said = await tool('edit', url)
    const report = await reportOf()
    expect(report.slug).toBe(before.slug)
    expect(report.title).toBe('Edited in Python')
    const { content, grids } = await readReportOf(member, report.slug)
    expect(JSON.stringify(content.content!.at(-1))).toContain('Added in Python')
    expect(JSON.stringify(content)).toContain('New Words')
    expect(grids[0]!.panels).toHaveLength(12)
    expect((await tool('delete', said.get('URL'))).get('DELETED')).toBe('True')
    expect((await member.fetch(`/api/reports/${report.slug}`)).status).toBe(404)
  })
})

it('a report that was written here loads with W&B’s package', async () => {
  const markdown = '# Ours\n\nText with **bold**.\n\n1. one\n\n| a | b |\n| - | - |\n| 1 | 2 |\n'
  const body = { template: 'ablation' }
  for (const wanted of [{ markdown }, body]) {
    const { slug } = await done<{ slug: string }>(member.send('POST', REPORTS, wanted))
    const id = Buffer.from(`View:v1:${slug}`).toString('base64')
    const said = await tool('load', `${server.url}/lab/p/reports/Any-title--${id}`)
    const blocks = JSON.parse(said.get('BLOCKS')!) as string[]
    expect(blocks).not.toContain('UnknownBlock')
    expect(blocks.length).toBeGreaterThan(2)
    if (wanted === body) expect(blocks).toContain('PanelGrid')
    // The same address opens here.
    expect((await member.fetch(`/api/reports/Any-title--${id}`)).status).toBe(200)
  }
})

describe('a workspace', () => {
  const stored = async (name: string): Promise<Json> => {
    const { data } = await graphql<{
      project: { allViews: { edges: { node: { spec: string } }[] } }
    }>(
      member.target,
      `
        query ($name: String) {
          project(name: "p", entityName: "lab") {
            allViews(viewType: "project-view", viewName: $name) {
              edges {
                node {
                  spec
                }
              }
            }
          }
        }
      `,
      { name },
    )
    return JSON.parse(data!.project.allViews.edges[0]!.node.spec) as Json
  }

  it('that was saved with W&B’s package opens here, changes here, and goes back', async () => {
    const said = await tool('save-workspace')
    const wanted = JSON.parse(said.get('SPEC')!) as Json
    const slug = new URL(said.get('URL')!).searchParams.get('nw')!
    const views = '/api/projects/lab/p/views'
    type View = { name: string; documentId: number }
    const view = await done<View>(member.fetch(`${views}/${slug}`))
    expect(view.name).toBe('From Python')
    expect(await stored(`nw-${slug}-v`)).toEqual(wanted)

    const client = vanillaClient(member.target, view.documentId)
    await whenSynced(client)
    const document = new PanelDocument(client.doc)
    const panels = [...document.getState().panels.keys()]
    document.dispose()
    const [first] = panels
    setField(rootOf(client.doc, 'panels'), first!, ['title'], 'Renamed')
    const section = () => wanted['section'] as { panelBankConfig: { sections: Json[] } }
    const listed = section().panelBankConfig.sections[0]!['panels'] as Json[]
    const line = listed.find(({ viewType }) => viewType === 'Run History Line Plot')!
    ;(line['config'] as Json)['chartTitle'] = 'Renamed'
    await until('the change to be known', async () => {
      return JSON.stringify(await stored(`nw-${slug}-v`)).includes('Renamed')
    })
    client.destroy()
    expect(await stored(`nw-${slug}-v`)).toEqual(wanted)

    const edited = await tool('edit-workspace', said.get('URL'))
    expect(edited.get('TITLE')).toBe('From Python')
    expect(JSON.parse(edited.get('PANELS')!)).toEqual(['LinePlot', 'BarPlot', 'CustomChart'])
    expect(edited.get('URL')).toBe(said.get('URL'))
    expect((await done<View>(member.fetch(`${views}/${slug}`))).name).toBe('Renamed in Python')
  })
})
