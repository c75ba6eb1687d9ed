/** How a report looks from outside. */
import type { Report, ReportItem } from '@/lib/api/reports'
import type { GridPanel, PanelGrid } from '@/lib/reports/grids'
import type { ReportState } from '@/lib/reports/read'
import type { ReportRunSet } from '@/lib/reports/runSets'
import { canWriteProject, type Principal } from '../auth'
import type { Prisma } from '../db'

export const select = {
  id: true,
  documentId: true,
  projectId: true,
  slug: true,
  title: true,
  description: true,
  createdAt: true,
  updatedAt: true,
  deletedAt: true,
  owner: { select: { username: true, name: true } },
  project: {
    select: {
      entityId: true,
      visibility: true,
      creatorId: true,
      frozen: true,
      name: true,
      entity: { select: { name: true } },
    },
  },
} satisfies Prisma.ReportSelect
export type ReportFacts = Prisma.ReportGetPayload<{ select: typeof select }>

export function presentItem(principal: Principal, report: ReportFacts): ReportItem {
  const { slug, title, description, documentId, owner, project } = report
  return {
    slug,
    title,
    description,
    documentId,
    owner,
    entity: project.entity.name,
    project: project.name,
    canWrite: canWriteProject(principal, project),
    createdAt: report.createdAt.toISOString(),
    updatedAt: report.updatedAt.toISOString(),
    deletedAt: report.deletedAt?.toISOString() ?? null,
  }
}

/** What the document says now goes before what the row repeats of it. */
export function presentReport(item: ReportItem, state: ReportState): Report {
  const { settings, content, grids, runSets, unplaced } = state
  return {
    ...item,
    title: settings.title,
    description: settings.description,
    width: settings.width,
    content,
    grids: grids.map(presentGrid),
    runSets: runSets.map(presentRunSet),
    unplaced: {
      grids: unplaced.grids.map(presentGrid),
      panels: unplaced.panels.map(presentPanel),
    },
  }
}

function presentGrid({ id, caption, runSets, settings, columns, panels }: PanelGrid) {
  return {
    id,
    caption,
    runSets,
    settings: { ...settings },
    columns,
    panels: panels.map(presentPanel),
  }
}

const presentPanel = ({ spec, w, h }: GridPanel) => ({ spec, w, h })

function presentRunSet(runSet: ReportRunSet): Report['runSets'][number] {
  const { id, name, project, frozen, search, conditions, sort, groupBy, hidden, colors } = runSet
  return {
    id,
    name,
    project,
    frozen,
    search,
    conditions: [...conditions],
    sort: [...sort],
    groupBy: [...groupBy],
    hidden: [...hidden].sort(),
    colors: Object.fromEntries(colors),
  }
}
