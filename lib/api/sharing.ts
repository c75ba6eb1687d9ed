/**
 * Sharing of reports: the author's side at /api/reports/:slug/links, the visitor's below
 * /api/share/:token. docs/formats/sharing.md tells who gets what.
 */
import { z } from 'zod'
import { panelSpecSchema } from '../panels/spec'
import { REPORT_WIDTHS } from '../reports/limits'
import type { ReportNode } from '../reports/nodes'

export const SHARE_ROLES = ['VIEW', 'COMMENT', 'EDIT'] as const
export type ShareRole = (typeof SHARE_ROLES)[number]

export const MAX_LINK_LABEL = 100
export const MAX_FRAME_ANCESTORS = 20
export const MIN_LINK_PASSWORD = 4

/** `https://example.org`, `https://*.example.org` or with a port: what a CSP takes, and nothing else. */
const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/
const originSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(ORIGIN, 'is no origin such as https://example.org')

const linkFields = {
  label: z
    .string()
    .trim()
    .max(MAX_LINK_LABEL)
    .transform((text) => text.replace(/\s+/g, ' ')),
  /** Null takes the password away. */
  password: z.string().min(MIN_LINK_PASSWORD).max(200).nullable(),
  /** ISO 8601; null: never. */
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
  showProjects: z.boolean(),
  showPeople: z.boolean(),
  mayHideRuns: z.boolean(),
  maySmooth: z.boolean(),
  mayLogScale: z.boolean(),
  mayIndex: z.boolean(),
  /** Origins whose pages may embed the report. */
  frameAncestors: z.array(originSchema).max(MAX_FRAME_ANCESTORS),
}

export const createLinkSchema = z.object({
  role: z.enum(SHARE_ROLES).default('VIEW'),
  ...z.object(linkFields).partial().shape,
  /** Its data stay as they are now. */
  frozen: z.boolean().optional(),
})
export type CreateLink = z.input<typeof createLinkSchema>

export const changeLinkSchema = z.object({
  ...z.object(linkFields).partial().shape,
  paused: z.boolean().optional(),
  /** True keeps the data as they are now, anew; false lets them live again. */
  frozen: z.boolean().optional(),
})
export type ChangeLink = z.input<typeof changeLinkSchema>

export const shareLinkSchema = z.object({
  id: z.number(),
  role: z.enum(SHARE_ROLES),
  label: z.string(),
  hasPassword: z.boolean(),
  expiresAt: z.string().nullable(),
  pausedAt: z.string().nullable(),
  createdAt: z.string(),
  /** Null when nobody has opened it. */
  lastUsedAt: z.string().nullable(),
  views: z.number(),
  frozenAt: z.string().nullable(),
  showProjects: z.boolean(),
  showPeople: z.boolean(),
  mayHideRuns: z.boolean(),
  maySmooth: z.boolean(),
  mayLogScale: z.boolean(),
  mayIndex: z.boolean(),
  frameAncestors: z.array(z.string()),
  /** On whose behalf it shows what it shows. */
  creator: z.object({ username: z.string(), name: z.string() }),
})
export type ShareLinkItem = z.infer<typeof shareLinkSchema>
export const shareLinksSchema = z.object({ links: z.array(shareLinkSchema) })
/** The token is shown once: only its hash is kept. */
export const createdLinkSchema = z.object({ link: shareLinkSchema, path: z.string() })
export type CreatedLink = z.infer<typeof createdLinkSchema>

// ---- what a visitor is given

const nodeSchema: z.ZodType<ReportNode> = z.lazy(() => z.looseObject({ type: z.string() }))

/** A run as visitors know it: by a number that means something with this link alone. */
export const sharedRunSchema = z.object({
  id: z.number(),
  label: z.string(),
  /** Gives the colour, unless somebody chose one. */
  number: z.number(),
  color: z.string().optional(),
  live: z.boolean(),
})
export type SharedRun = z.infer<typeof sharedRunSchema>

/** Why a panel shows nothing. */
export const PANEL_PROBLEMS = ['noRuns', 'noPermission', 'nothingToDraw'] as const
export type PanelProblem = (typeof PANEL_PROBLEMS)[number]

export const sharedPanelSchema = z.object({
  id: z.string(),
  title: z.string(),
  label: z.string(),
  w: z.number().optional(),
  h: z.number().optional(),
  problem: z.enum(PANEL_PROBLEMS).optional(),
  /** Visible runs beyond what a panel draws. */
  leftOut: z.number(),
  body: z.discriminatedUnion('kind', [
    /** Drawn by the page from rows. */
    z.object({
      kind: z.literal('line'),
      spec: panelSpecSchema,
      /** Metrics and formulas, in the order of the lines. */
      sources: z.array(z.object({ kind: z.enum(['key', 'formula']), key: z.string() })),
      runs: z.array(sharedRunSchema),
      /** Null: one line a run. */
      groups: z
        .array(
          z.object({
            id: z.number(),
            label: z.string(),
            color: z.string().optional(),
            hidden: z.boolean(),
            live: z.boolean(),
          }),
        )
        .nullable(),
      /** What a legend's template makes of `<run>/<key>`. */
      names: z.record(z.string(), z.string()).optional(),
      notes: z.array(z.string()),
    }),
    /** Drawn by the server. */
    z.object({ kind: z.literal('figure'), version: z.string() }),
    z.object({ kind: z.literal('text'), text: z.string() }),
  ]),
})
export type SharedPanel = z.infer<typeof sharedPanelSchema>
export type SharedLineBody = Extract<SharedPanel['body'], { kind: 'line' }>

export const sharedGridSchema = z.object({
  id: z.string(),
  caption: z.string(),
  columns: z.number().optional(),
  panels: z.array(sharedPanelSchema),
})
export type SharedGrid = z.infer<typeof sharedGridSchema>

export const sharedRunSetSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Only when the link shows names of projects. */
  project: z.string().nullable(),
  frozenAt: z.string().nullable(),
  problem: z.enum(PANEL_PROBLEMS).optional(),
  runs: z.array(sharedRunSchema),
  leftOut: z.number(),
})
export type SharedRunSet = z.infer<typeof sharedRunSetSchema>

export const readerControlsSchema = z.object({
  hideRuns: z.boolean(),
  smoothing: z.boolean(),
  logScale: z.boolean(),
})
export type ReaderControls = z.infer<typeof readerControlsSchema>

export const sharedReportSchema = z.object({
  title: z.string(),
  description: z.string(),
  width: z.enum(REPORT_WIDTHS),
  updatedAt: z.string(),
  /** Null: live. */
  frozenAt: z.string().nullable(),
  role: z.enum(SHARE_ROLES),
  author: z.string().nullable(),
  project: z.string().nullable(),
  controls: readerControlsSchema,
  content: nodeSchema,
  grids: z.array(sharedGridSchema),
  runSets: z.array(sharedRunSetSchema),
  /** Proof for the live socket and for addresses of pictures, good for an hour. */
  ticket: z.string(),
})
export type SharedReport = z.infer<typeof sharedReportSchema>

/** Codes of errors that the visitor's page has words for. */
export const LINK_PAUSED = 'link_paused'
export const LINK_NEEDS_PASSWORD = 'link_needs_password'

export const unlockLinkSchema = z.object({ password: z.string().max(200) })

const rangeSchema = z.tuple([z.number().nullable(), z.number().nullable()]).optional()

/** POST /api/share/:token/panels/:panelId/series. Which runs, metrics and axis: the report says. */
export const sharedSeriesQuerySchema = z.strictObject({
  range: rangeSchema,
  buckets: z.number().int().min(1).max(5000).default(1000),
  /** Numbers of runs of the panel, as the report's JSON has them; all by default. */
  runs: z.array(z.number().int().positive()).max(500).optional(),
})
export type SharedSeriesQuery = z.input<typeof sharedSeriesQuerySchema>

/** POST …/groups: of the panel's groups, for one of its sources. */
export const sharedGroupsQuerySchema = z.strictObject({
  range: rangeSchema,
  buckets: z.number().int().min(1).max(1000).default(250),
  /** A place in `sources`. */
  source: z.number().int().min(0).max(60),
})
export type SharedGroupsQuery = z.input<typeof sharedGroupsQuerySchema>

/** GET …/figure.svg */
export const sharedFigureQuerySchema = z.object({
  theme: z.enum(['light', 'dark']).default('light'),
  width: z.coerce.number().int().min(200).max(2000).default(640),
  height: z.coerce.number().int().min(100).max(2000).default(260),
  ticket: z.string().max(200).optional(),
})

export const oembedQuerySchema = z.object({
  url: z.string().max(2000),
  format: z.enum(['json', 'xml']).optional(),
  maxwidth: z.coerce.number().int().min(1).max(10_000).optional(),
  maxheight: z.coerce.number().int().min(1).max(10_000).optional(),
})
