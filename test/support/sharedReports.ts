// A report in a team's project with something secret in every field that its visitors must not get.
import pg from 'pg'
import {
  createdLinkSchema,
  type CreateLink,
  type SharedReport,
  sharedReportSchema,
  type ShareLinkItem,
} from '@/lib/api/sharing'
import { type ReportItem, reportItemSchema, reportSchema } from '@/lib/api/reports'
import type { PanelSpec } from '@/lib/panels/spec'
import { addGrid, removeGrid, writeGrid } from '@/lib/reports/gridChanges'
import { writeNodes } from '@/lib/reports/content'
import { contentOf, recordsOf } from '@/lib/reports/document'
import { insertBlock } from '@/lib/reports/blocks'
import { addRunSet, setRunSetFields } from '@/lib/reports/runSetChanges'
import type { ReportNode } from '@/lib/reports/nodes'
import { addPanel } from '@/lib/workspace/panelChanges'
import { setField } from '@/lib/workspace/records'
import { Api } from './api'
import { openReport } from './reports'
import { startServer, type TestServer } from './server'
import { addTeam, done, type TeamOfTest } from './teams'
import { until } from './until'
import { graphql, WandbRun } from './wandbClient'

/** In every secret, so that a test finds all of them by one word. */
export const CANARY = 'zqcanary'
const secret = (of: string) => `${CANARY}-${of}`

const TEAM = `${CANARY}-team`
const PROJECT = `${CANARY}-project`

export interface SharedWorld {
  server: TestServer
  team: TeamOfTest
  member: Api
  report: ReportItem
  other: ReportItem
  /** Logs on. */
  running: WandbRun
  /** Panels of the report by their type. */
  panels: Record<string, string>
  /** A panel of the other report. */
  otherPanel: string
  link(wanted?: CreateLink, slug?: string, by?: Api): Promise<TestLink>
}

export interface TestLink {
  item: ShareLinkItem
  path: string
  token: string
  /** Below the link's API. */
  api: string
}

const words = (text: string): ReportNode[] => [{ type: 'text', text }]

export async function makeSharedWorld(): Promise<SharedWorld> {
  const server = await startServer({ env: { RUNROOM_LOG: 'debug' } })
  const team = await addTeam(server, TEAM)
  const member = new Api(team.member, TEAM)
  const project = { entity: TEAM, project: PROJECT }
  const visible = await startSecretRun(team.member, 'seen', 'visible run')
  const running = await startSecretRun(team.member, 'goes-on', 'running run')
  const hidden = await startSecretRun(team.member, 'unseen', secret('hidden-run'))
  for (const run of [visible, running, hidden]) {
    const rows = Array.from({ length: 20 }, (_, step) => ({
      _step: step,
      loss: 1 / (step + 1),
      [secret('metric')]: step,
    }))
    await run.log(rows)
    await run.summary({ loss: 0.05, accuracy: 0.9, [secret('summary')]: secret('summary-value') })
    await run.print([secret('console')])
  }
  await visible.finish()
  await hidden.finish()
  const hiddenId = (await member.run(PROJECT, hidden.name)).run.id
  await hideInDatabase(server, team)
  await done(
    member.send(
      'POST',
      `/api/runs/${(await member.run(PROJECT, visible.name)).run.id}/annotations`,
      {
        key: 'loss',
        axis: '_step',
        from: 3,
        text: secret('annotation'),
      },
    ),
  )

  const report = await newReport(member, { title: 'Shared title', description: 'What it is' })
  const panels = await fill(team, report, hiddenId)
  const beside = (what: string, body: object) =>
    done(member.send('POST', `/api/reports/${report.slug}/${what}`, body))
  await beside('comments', { anchor: { kind: 'report' }, text: secret('comment-thread') })
  await beside('versions', { name: secret('version') })
  const other = await newReport(member, { title: secret('other-report'), markdown: secret('x') })
  const otherPanel = await fillOther(team, other)
  return {
    ...{ server, team, member, report, other, running, panels, otherPanel },
    async link(wanted = {}, slug = report.slug, by = member) {
      const path = `/api/reports/${slug}/links`
      const body = { label: secret('label'), ...wanted }
      const made = createdLinkSchema.parse(await done(by.send('POST', path, body)))
      const token = made.path.split('/').at(-1)!
      return { item: made.link, path: made.path, token, api: `/api/share/${token}` }
    },
  }

  async function startSecretRun(target: TeamOfTest['member'], name: string, displayName: string) {
    const run = await WandbRun.start(target, {
      ...project,
      name: `${name}-${CANARY}`,
      displayName,
      config: { lr: 0.1, [secret('config')]: secret('config-value') },
      tags: [secret('tag')],
      group: secret('group'),
    })
    const query = `mutation { upsertBucket(input: {name: "${run.name}", entityName: "${TEAM}", modelName: "${PROJECT}",
      notes: "${secret('notes')}", host: "${secret('host')}",
      jobType: "${secret('job')}"}) { inserted } }`
    const answer = await graphql(target, query)
    if (answer.errors) throw new Error(JSON.stringify(answer.errors))
    return run
  }
}

/** What no API of a test's may write. */
async function hideInDatabase(server: TestServer, team: TeamOfTest): Promise<void> {
  const client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  const change = `UPDATE "user" SET name = $1, email = $2 WHERE username = $3`
  await client.query(change, [secret('person'), `${CANARY}@mail.invalid`, team.member.username])
  await client.query(`UPDATE run SET metadata = $1`, [JSON.stringify({ host: secret('metadata') })])
  await client.end()
}

/** Every kind of panel, and beside them what is no longer, or never was, shown. */
async function fill(team: TeamOfTest, report: ReportItem, hiddenId: number) {
  const { doc, provider } = await openReport(team.member, report)
  const ids: Record<string, string> = {}
  doc.transact(() => {
    const text = (node: ReportNode) => contentOf(doc).push(writeNodes([node]))
    text({ type: 'heading', attrs: { level: 1 }, content: words('What we saw') })
    text({
      type: 'paragraph',
      attrs: { comment: secret('comment') },
      content: [
        { type: 'text', text: 'A safe link', marks: [link('https://example.org/')] },
        { type: 'text', text: ' and others', marks: [link('javascript:alert(1)')] },
        {
          type: 'text',
          text: ' inside',
          marks: [link(`${team.member.url}/${TEAM}/${PROJECT}/runs/x`)],
        },
      ],
    })
    text({
      type: 'paragraph',
      content: [
        { type: 'text', text: 'The loss is ' },
        { type: 'metricChip', attrs: { runSetId: 'runs/a', column: 'summary:loss', pick: 'min' } },
        { type: 'text', text: ', says ' },
        mention('person', team.member.username),
        mention('report', secret('mentioned-report')),
        { type: 'mention', attrs: { kind: 'metric', id: secret('key'), label: 'the accuracy' } },
      ],
    })
    text({ type: 'html', attrs: { source: '<script>window.ran = 1</script>' } })
    text({ type: 'image', attrs: { src: 'https://elsewhere.invalid/x.png', alt: 'A picture' } })
    text({ type: 'mathBlock', attrs: { latex: 'e^{i\\pi} + 1 = 0' } })
    text({ type: 'unknownBlock', attrs: { json: secret('unknown-block') }, content: words(CANARY) })
    text({ type: 'paragraph', content: words(secret('deleted-text')) })
  })
  doc.transact(() => contentOf(doc).delete(contentOf(doc).length - 1, 1))
  addRunSet(doc, { id: 'runs/a', name: 'All runs' })
  setRunSetFields(doc, 'runs/a', 'Hid a run', [[['hidden', `run/${hiddenId}`], true]])
  addRunSet(doc, { id: 'runs/unused', name: secret('unused-run-set') })
  addGrid(doc, { id: 'grid/a', caption: 'The caption', runSets: ['runs/a'] }, 99)
  doc.transact(() => insertBlock(doc, 'runSet', 'runs/a', 99))
  const specs = panelSpecs()
  specs.forEach((spec, at) => {
    ids[spec.title ?? spec.type] = spec.id
    addPanel(doc, spec, 'grid/a', ['', `a${String(at).padStart(2, '0')}`])
  })
  addPanel(doc, { ...specs[0]!, id: 'own/loose', title: secret('unplaced') }, 'grid/none', [
    '',
    'a',
  ])
  addGrid(doc, { id: 'grid/gone', caption: secret('deleted-grid') }, 99)
  removeGrid(doc, 'grid/gone')
  doc.transact(() => writeGrid(doc, { id: 'grid/unshown', caption: secret('unshown-grid') }))
  doc.transact(() => setField(recordsOf(doc, 'settings'), 'report', ['aside'], secret('aside')))
  await stored(team, report, specs.length)
  provider.destroy()
  return ids
}

const mention = (kind: string, label: string): ReportNode => {
  return { type: 'mention', attrs: { kind, id: secret('mention'), label } }
}
const link = (href: string) => ({ type: 'link' as const, attrs: { href, title: secret('title') } })

function panelSpecs(): PanelSpec[] {
  const lossLook = {
    [`seen-${CANARY}/loss`]: { width: 3 },
    [`unseen-${CANARY}/loss`]: { width: 4 },
  }
  const line = { type: 'line' as const, keys: ['loss'], stream: 'history' as const, settings: {} }
  return [
    { ...line, id: 'own/line', title: 'line', series: lossLook, legend: { position: 'bottom' } },
    { ...line, id: 'own/grouped', title: 'grouped', grouping: { by: ['run:state'] } },
    { ...line, id: 'own/pattern', title: 'pattern', keys: [], keyPattern: '^los' },
    { id: 'own/scatter', type: 'scatter', x: 'config:lr', y: 'summary:loss' },
    { id: 'own/bar', type: 'bar', columns: ['summary:loss'] },
    { id: 'own/scalar', type: 'scalar', column: 'summary:loss' },
    { id: 'own/histogram', type: 'histogram', source: { kind: 'column', column: 'summary:loss' } },
    {
      id: 'own/parallel',
      type: 'parallel',
      axes: [{ column: 'config:lr' }, { column: 'summary:loss' }],
    },
    { id: 'own/markdown', type: 'markdown', text: 'Words of **a panel**' },
  ]
}

/** Once the server has what an editor wrote. */
async function stored(team: TeamOfTest, { slug }: ReportItem, panels: number): Promise<void> {
  const api = new Api(team.member, TEAM)
  await until('the panels of the report', async () => {
    const report = reportSchema.parse(await done(api.fetch(`/api/reports/${slug}`)))
    return report.grids.some((grid) => grid.panels.length === panels)
  })
}

async function newReport(api: Api, wanted: object): Promise<ReportItem> {
  const path = `/api/projects/${TEAM}/${PROJECT}/reports`
  return reportItemSchema.parse(await done(api.send('POST', path, wanted)))
}

async function fillOther(team: TeamOfTest, report: ReportItem): Promise<string> {
  const { doc, provider } = await openReport(team.member, report)
  addRunSet(doc, { id: 'runs/b', name: 'All' })
  addGrid(doc, { id: 'grid/b', runSets: ['runs/b'] }, 99)
  const id = 'own/of-other'
  const spec = {
    id,
    type: 'line' as const,
    keys: ['loss'],
    stream: 'history' as const,
    settings: {},
  }
  addPanel(doc, spec, 'grid/b', ['', 'a'])
  await stored(team, report, 1)
  provider.destroy()
  return id
}

/** As a visitor's page reads it. */
export const readShared = async (server: TestServer, { api }: TestLink): Promise<SharedReport> =>
  sharedReportSchema.parse(await done(fetch(server.url + api)))
