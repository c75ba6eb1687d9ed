/** What a visitor is told of a report: written anew from what is shown, never cut out of the whole. */
import { createHash } from 'node:crypto'
import { imageName } from '@/lib/reports/imagePath'
import type {
  SharedGrid,
  SharedLineBody,
  SharedPanel,
  SharedReport,
  SharedRun,
  SharedRunSet,
} from '@/lib/api/sharing'
import { displayKey } from '@/lib/metrics/keys'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import { PANEL_LABELS, titleOf } from '@/lib/panels/spec'
import type { PanelGrid } from '@/lib/reports/grids'
import type { ReportRunSet } from '@/lib/reports/runSets'
import type { LinkRow } from './links'
import { drawnOnce, type LinePlan } from './linePlan'
import { visitorsContent } from './content'
import { makePass, visitorsNumber } from './passes'
import type { PlannedPanel, ReportPlan } from './reportPlan'
import type { Visit } from './visits'

/** @param baseUrl where the server itself is reached, to know links into it */
export async function presentShared(
  visit: Visit,
  plan: ReportPlan,
  baseUrl: string,
): Promise<SharedReport> {
  const { link, report } = visit
  const { settings, content, grids, runSets } = plan.state
  const shown = runSetIds(plan)
  return {
    title: settings.title,
    description: settings.description,
    width: settings.width,
    updatedAt: report.updatedAt.toISOString(),
    frozenAt: link.frozenAt?.toISOString() ?? null,
    role: link.role,
    author: link.showPeople ? (report.owner?.name ?? null) : null,
    project: link.showProjects ? `${report.project.entity.name}/${report.project.name}` : null,
    controls: {
      hideRuns: link.mayHideRuns,
      smoothing: link.maySmooth,
      logScale: link.mayLogScale,
    },
    content: visitorsContent(content, {
      imageUrl: (src) => imageUrl(src, report.slug),
      // Addresses in this server name teams and projects.
      mayLink: (href) => link.showProjects || !leadsInside(href, baseUrl),
    }),
    grids: await Promise.all(grids.map((grid) => presentGrid(link, plan, grid))),
    runSets: await Promise.all(
      runSets.filter(({ id }) => shown.has(id)).map((set) => presentRunSet(link, plan, set)),
    ),
    ticket: makePass(link, 'ticket', Date.now()),
  }
}

/**
 * Pictures of this report become the link's, below its own address; those of others, and of other
 * sites, are not shown.
 */
function imageUrl(src: string, slug: string): string | null {
  if (/^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/.test(src)) return src
  const name = imageName(slug, src)
  return name === undefined ? null : `images/${name}`
}

function leadsInside(href: string, baseUrl: string): boolean {
  return URL.canParse(href) && new URL(href).host === new URL(baseUrl).host
}

/** Run sets that the text shows by themselves. */
function runSetIds({ state }: ReportPlan): Set<string> {
  const ids = new Set<string>()
  const visit = (node: typeof state.content) => {
    const id = node.type === 'runSet' ? node.attrs?.['runSetId'] : undefined
    if (typeof id === 'string') ids.add(id)
    node.content?.forEach(visit)
  }
  visit(state.content)
  return ids
}

async function presentGrid(link: LinkRow, plan: ReportPlan, grid: PanelGrid): Promise<SharedGrid> {
  const planned = await plan.panelsOf(grid)
  return {
    id: grid.id,
    caption: grid.caption,
    ...(grid.columns === undefined ? {} : { columns: grid.columns }),
    panels: await Promise.all(planned.map((panel) => presentPanel(link, plan, panel))),
  }
}

async function presentPanel(
  link: LinkRow,
  plan: ReportPlan,
  planned: PlannedPanel,
): Promise<SharedPanel> {
  const { panel, problem, leftOut } = planned
  const { spec, w, h } = panel
  return {
    id: spec.id,
    title: titleOf(spec),
    label: PANEL_LABELS[spec.type],
    ...(w === undefined ? {} : { w }),
    ...(h === undefined ? {} : { h }),
    ...(problem ? { problem } : {}),
    leftOut,
    body: await presentBody(link, plan, planned),
  }
}

async function presentBody(
  link: LinkRow,
  plan: ReportPlan,
  planned: PlannedPanel,
): Promise<SharedPanel['body']> {
  const { spec } = planned.panel
  if (spec.type === 'markdown') return { kind: 'text', text: spec.text }
  if (spec.type === 'line' && !planned.problem) {
    return presentLine(link, spec, await plan.line(planned))
  }
  const drawn = [spec, planned.runSets.map(({ runs }) => runs.map(({ id, state }) => [id, state]))]
  const version = createHash('sha256')
    .update(JSON.stringify(drawn))
    .digest('base64url')
    .slice(0, 16)
  return { kind: 'figure', version }
}

function presentLine(link: LinkRow, spec: LinePanelSpec, plan: LinePlan): SharedLineBody {
  const { settings, sources, runs, groups, names, notes } = plan
  const { id, title, stream, grouping, xTitle, yTitle, legend, area, limit } = spec
  const shown: LinePanelSpec = {
    ...{ id, type: 'line', title, stream, xTitle, yTitle, area, limit, settings },
    keys: sources.slice(0, 20).map(({ key }) => key),
    ...(legend?.position ? { legend: { position: legend.position } } : {}),
    grouping: { by: [], line: grouping?.line, band: grouping?.band },
    series: seriesLooks(link, spec, plan),
  }
  return {
    kind: 'line',
    spec: shown,
    sources: sources.map(({ kind, key }) => ({ kind, key })),
    runs: groups ? [] : runs.map((run) => visitorsRun(link, run)),
    groups:
      groups &&
      groups.map(({ label, color, hidden, live }, at) => ({
        ...{ id: at + 1, label, hidden, live: live.length > 0 },
        ...(color ? { color } : {}),
      })),
    ...(names ? { names: lineNames(link, plan, names) } : {}),
    notes: [...notes],
  }
}

/** Looks of single lines, by what visitors call the runs. */
function seriesLooks(link: LinkRow, spec: LinePanelSpec, { sources, runs }: LinePlan) {
  const looks: NonNullable<LinePanelSpec['series']> = {}
  for (const { key } of sources) {
    const common = spec.series?.[key]
    if (common) looks[key] = common
    for (const run of runs) {
      const own = spec.series?.[`${run.name}/${key}`]
      if (own) looks[`${visitorsNumber(link, run.id)}/${key}`] = own
    }
  }
  return looks
}

function lineNames(
  link: LinkRow,
  { sources, runs }: LinePlan,
  names: NonNullable<LinePlan['names']>,
): Record<string, string> {
  const all = runs.flatMap((run) =>
    sources.flatMap(({ kind, key }): [string, string][] => {
      const shown = kind === 'key' ? displayKey(key) : key
      const name = names(run.id, shown)
      return name === undefined ? [] : [[`${visitorsNumber(link, run.id)}/${shown}`, name]]
    }),
  )
  return Object.fromEntries(all)
}

function visitorsRun(
  link: LinkRow,
  { id, displayName, number, color, state }: PanelRun,
): SharedRun {
  return {
    ...{ id: visitorsNumber(link, id), label: displayName, number, live: state === 'running' },
    ...(color ? { color } : {}),
  }
}

const MOST_LISTED = 100

async function presentRunSet(
  link: LinkRow,
  plan: ReportPlan,
  set: ReportRunSet,
): Promise<SharedRunSet> {
  const { id, name, frozen } = set
  const drawn = await plan.runSet(set)
  const frozenAt = frozen?.at ?? null
  const none = { id, name, project: null, frozenAt, runs: [], leftOut: 0 }
  if (typeof drawn === 'string') return { ...none, problem: drawn }
  const runs = drawnOnce([drawn], MOST_LISTED)
  return {
    ...none,
    project: link.showProjects ? `${drawn.entity}/${drawn.project}` : null,
    runs: runs.map((run) => visitorsRun(link, run)),
    leftOut: drawn.runs.length - runs.length + drawn.leftOut,
    ...(runs.length === 0 ? { problem: 'noRuns' as const } : {}),
  }
}
