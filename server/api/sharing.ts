/**
 * Sharing of reports. Authors: /api/reports/:slug/links. Visitors: /api/share/:token, open since the
 * token is the permission; what they get is decided in server/sharing.
 */
import {
  changeLinkSchema,
  createLinkSchema,
  oembedQuerySchema,
  sharedFigureQuerySchema,
  sharedGroupsQuerySchema,
  sharedSeriesQuerySchema,
  unlockLinkSchema,
} from '@/lib/api/sharing'
import { LINES_HEADER } from '@/lib/api/sharedLines'
import { canWriteProject, readCookie } from '../auth'
import { baseUrlOf } from '../http/baseUrl'
import { readJson } from '../http/body'
import { forbidden, fromZod, HttpError } from '../http/errors'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { COOKIE, passCookies, presentLink } from '../sharing'
import { idParam, userOf } from './access'
import { oembed } from './oembed'
import type { ApiServices } from './services'
import { isSecure, PRIVATE, privately, sendPrivate } from './shareHeaders'

const LINKS = '/api/reports/:slug/links'
const SHARE = '/api/share/:token'

export function addSharingRoutes(router: Router, services: ApiServices): void {
  addAuthorRoutes(router, services)
  addVisitorRoutes(router, services)
}

function addAuthorRoutes(router: Router, { reports, sharing, config }: ApiServices): void {
  const { links } = sharing
  const writable = async ({ params, principal }: RequestContext) => {
    const report = await reports.find(principal, params.slug ?? '')
    if (!canWriteProject(principal, report.project)) {
      throw forbidden('You may read this report, but not share it.')
    }
    return report
  }
  const found = async (context: RequestContext) =>
    links.one(await writable(context), idParam(context))

  router.on('GET', LINKS, async (context) => {
    const rows = await links.list(await writable(context))
    sendJson(context.res, { links: rows.map(presentLink) })
  })

  router.on('POST', LINKS, async (context) => {
    const report = await writable(context)
    const wanted = await readJson(context.req, createLinkSchema)
    const { row, token } = await links.create(report, userOf(context.principal), wanted)
    const baseUrl = baseUrlOf(context.req, config.publicUrl)
    const link = wanted.frozen ? await sharing.freeze(row, baseUrl) : row
    sendJson(context.res, { link: presentLink(link), path: `/share/${token}` }, 201)
  })

  router.on('PATCH', `${LINKS}/:id`, async (context) => {
    const row = await found(context)
    const wanted = await readJson(context.req, changeLinkSchema)
    const changed = await links.change(row, wanted)
    const { frozen } = wanted
    const baseUrl = baseUrlOf(context.req, config.publicUrl)
    const link =
      frozen === undefined
        ? changed
        : frozen
          ? await sharing.freeze(changed, baseUrl)
          : await sharing.thaw(changed)
    sendJson(context.res, presentLink(link))
  })

  router.on('DELETE', `${LINKS}/:id`, async (context) => {
    const report = await writable(context)
    const row = await links.one(report, idParam(context))
    await links.revoke(row, report, userOf(context.principal))
    sendJson(context.res, {})
  })
}

function addVisitorRoutes(router: Router, services: ApiServices): void {
  const { sharing, config } = services
  const { visits, links } = sharing
  const tokenOf = ({ params }: RequestContext) => params.token ?? ''
  const panelOf = ({ params }: RequestContext) => params.panel ?? ''
  const enter = async (context: RequestContext) => {
    privately(context.res)
    const { req, query } = context
    const visit = await visits.enter(tokenOf(context), {
      cookie: readCookie(req.headers.cookie, COOKIE),
      ticket: query.get('ticket') ?? undefined,
    })
    visits.countQuery(visit)
    return visit
  }

  router.on(
    'GET',
    SHARE,
    async (context) => {
      const visit = await enter(context)
      const report = await sharing.present(visit, baseUrlOf(context.req, config.publicUrl))
      sendJson(context.res, report, 200, PRIVATE)
    },
    // The page asks in the name of all its visitors, from one address: links have their own limit.
    { open: true, limit: 'none' },
  )

  router.on(
    'POST',
    `${SHARE}/unlock`,
    async (context) => {
      privately(context.res)
      const { password } = await readJson(context.req, unlockLinkSchema)
      const token = tokenOf(context)
      const { link, pass } = await visits.unlock(token, password, context.address)
      await links.used(link, true)
      const secure = isSecure(context.req, config.publicUrl)
      context.res.setHeader('set-cookie', passCookies(token, pass, secure))
      sendJson(context.res, {}, 200, PRIVATE)
    },
    // Whoever has no password yet has nothing to show; and nothing changes but a count.
    { open: true, reads: true },
  )

  // Not open: whoever comments or edits has a name.
  router.on('POST', `${SHARE}/join`, async (context) => {
    const user = userOf(context.principal)
    const { link, report } = await enter(context)
    if (link.role === 'VIEW') throw forbidden('This link is for looking at the report.')
    await links.grant(link.id, user.userId)
    const { slug, project } = report
    sendJson(context.res, { slug, entity: project.entity.name, project: project.name })
  })

  const rows = (kind: 'series' | 'groups') =>
    router.on(
      'POST',
      `${SHARE}/panels/:panel/${kind}`,
      async (context) => {
        const visit = await enter(context)
        const panel = panelOf(context)
        const { bytes, mark } =
          kind === 'series'
            ? await sharing.series(
                visit,
                panel,
                await readJson(context.req, sharedSeriesQuerySchema),
              )
            : await sharing.groups(
                visit,
                panel,
                await readJson(context.req, sharedGroupsQuerySchema),
              )
        const headers: Record<string, string> = mark === undefined ? {} : { [LINES_HEADER]: mark }
        sendPrivate(context.res, bytes, 'application/octet-stream', headers)
      },
      // The token is the permission, and the report says what there is to ask for.
      { open: true, reads: true },
    )
  rows('series')
  rows('groups')

  router.on(
    'GET',
    `${SHARE}/panels/:panel/figure.svg`,
    async (context) => {
      const visit = await enter(context)
      const query = sharedFigureQuerySchema.safeParse(Object.fromEntries(context.query))
      if (!query.success) throw fromZod(query.error)
      const svg = await sharing.figure(visit, panelOf(context), query.data)
      // Opened by itself it is a document of this server's: it may do nothing.
      const sandbox = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
      const headers = { 'content-security-policy': sandbox }
      sendPrivate(context.res, Buffer.from(svg), 'image/svg+xml', headers)
    },
    { open: true },
  )

  router.on(
    'GET',
    `${SHARE}/images/:name`,
    async (context) => {
      const visit = await enter(context)
      const { bytes, mimeType } = await sharing.image(visit, context.params.name ?? '')
      const headers = { 'content-security-policy': "default-src 'none'; sandbox" }
      sendPrivate(context.res, bytes, mimeType, headers)
    },
    { open: true },
  )

  router.on(
    'GET',
    '/share/:token/og.png',
    async (context) => {
      privately(context.res)
      sendPrivate(context.res, await sharing.preview(tokenOf(context)), 'image/png')
    },
    // Programs that show links have no cookie, and get what needs none.
    { open: true },
  )

  router.on(
    'GET',
    '/api/oembed',
    async (context) => {
      const query = oembedQuerySchema.safeParse(Object.fromEntries(context.query))
      if (!query.success) throw fromZod(query.error)
      privately(context.res)
      if (query.data.format === 'xml') {
        throw new HttpError(501, 'not_implemented', 'Only the format json is answered.')
      }
      const baseUrl = baseUrlOf(context.req, config.publicUrl)
      sendJson(context.res, await oembed(sharing, baseUrl, query.data), 200, PRIVATE)
    },
    { open: true },
  )
}
