import { change, get, segment, send } from './request'
import {
  type ChangeLink,
  createdLinkSchema,
  type CreateLink,
  shareLinkSchema,
  shareLinksSchema,
} from './sharing'

const linksPath = (slug: string) => `/api/reports/${segment(slug)}/links`

/** The author's side of sharing. */
export const sharingApi = {
  list: async (slug: string, signal?: AbortSignal) =>
    (await get(linksPath(slug), shareLinksSchema, signal)).links,
  /** The address is told once. */
  create: (slug: string, wanted: CreateLink) =>
    change(linksPath(slug), 'POST', wanted, createdLinkSchema),
  change: (slug: string, id: number, wanted: ChangeLink) =>
    change(`${linksPath(slug)}/${id}`, 'PATCH', wanted, shareLinkSchema),
  revoke: async (slug: string, id: number) =>
    void (await send(`${linksPath(slug)}/${id}`, { method: 'DELETE' })),
}
