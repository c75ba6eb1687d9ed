/** What other programs need to show a link within their own pages (oembed.com). */
import type { oembedQuerySchema } from '@/lib/api/sharing'
import type { z } from 'zod'
import { PREVIEW, type Sharing } from '../sharing'

const USUAL = { width: 800, height: 600 }

/** @throws HttpError 404 for addresses that are no open link, 403 for links with a password */
export async function oembed(
  sharing: Sharing,
  baseUrl: string,
  { url, maxwidth, maxheight }: z.output<typeof oembedQuerySchema>,
): Promise<Record<string, unknown>> {
  const [, token = '', panel] =
    /^\/share\/([\w-]+)(?:\/embed(?:\/([^/?#]+))?)?\/?$/.exec(pathOf(url, baseUrl)) ?? []
  const visit = await sharing.visits.enter(token, {})
  const plan = await sharing.plan(visit)
  if (panel !== undefined) await plan.panel(decodeURIComponent(panel))
  const width = Math.min(maxwidth ?? USUAL.width, USUAL.width)
  const height = Math.min(maxheight ?? USUAL.height, USUAL.height)
  const src = `${baseUrl}/share/${token}/embed${panel === undefined ? '' : `/${panel}`}`
  const lasts = visit.link.expiresAt === null
  const about = {
    version: '1.0',
    title: plan.state.settings.title || 'Untitled report',
    provider_name: 'Runroom',
    // Only whom the author lets embed it gets a frame; others get a link.
    ...(visit.link.frameAncestors.length > 0
      ? {
          type: 'rich',
          html: `<iframe src="${src}" width="${width}" height="${height}" sandbox="allow-scripts allow-same-origin" referrerpolicy="no-referrer" style="border:0"></iframe>`,
          width,
          height,
        }
      : { type: 'link' }),
  }
  if (!lasts) return about
  return {
    ...about,
    thumbnail_url: `${baseUrl}/share/${token}/og.png`,
    thumbnail_width: PREVIEW.width,
    thumbnail_height: PREVIEW.height,
  }
}

/** Empty for addresses of other servers. */
function pathOf(url: string, baseUrl: string): string {
  if (!URL.canParse(url)) return ''
  const { host, pathname } = new URL(url)
  return host === new URL(baseUrl).host ? pathname : ''
}
