/** What a visitor's page asks for: chosen among what the report shows, never more. */
import { decodeGroups, type GroupResult } from '../metrics/groupWire'
import { decodeSeries, type SeriesResult } from '../metrics/seriesWire'
import { send } from './request'
import { LINES_HEADER } from './sharedLines'
import type { SharedGroupsQuery, SharedSeriesQuery } from './sharing'

const sharePath = (token: string) => `/api/share/${encodeURIComponent(token)}`

export interface Place {
  token: string
  /** Stands in for the cookie where there is none, as in embedded pages. */
  ticket: string
}

/** @throws when the answer is of other lines than those that the page knows */
function checkLines(response: Response, mark: string): void {
  const said = response.headers.get(LINES_HEADER)
  if (said !== null && said !== mark) throw new Error('The report was changed just now.')
}

const panelPath = ({ token, ticket }: Place, panel: string, rest: string) =>
  `${sharePath(token)}/panels/${encodeURIComponent(panel)}/${rest}?ticket=${ticket}`

export const sharedApi = {
  /** @param keys of the panel's sources, each once, in their order */
  series: async (
    place: Place,
    panel: string,
    query: SharedSeriesQuery,
    keys: readonly string[],
    mark: string,
  ): Promise<SeriesResult[]> => {
    const path = panelPath(place, panel, 'series')
    const response = await send(path, { method: 'POST', body: query })
    checkLines(response, mark)
    return decodeSeries(await response.arrayBuffer(), keys)
  },
  groups: async (
    place: Place,
    panel: string,
    query: SharedGroupsQuery,
    mark: string,
    signal?: AbortSignal,
  ): Promise<GroupResult[]> => {
    const path = panelPath(place, panel, 'groups')
    const response = await send(path, { method: 'POST', body: query, signal })
    checkLines(response, mark)
    return decodeGroups(await response.arrayBuffer())
  },
  unlock: async (token: string, password: string): Promise<void> =>
    void (await send(`${sharePath(token)}/unlock`, { method: 'POST', body: { password } })),
  /** For signed-in people: where the report itself is, which they may now comment or edit. */
  join: async (token: string): Promise<{ slug: string; entity: string; project: string }> => {
    const response = await send(`${sharePath(token)}/join`, { method: 'POST', body: {} })
    return (await response.json()) as { slug: string; entity: string; project: string }
  },
}

export function figureUrl(
  place: Place,
  panel: string,
  { width, height, theme }: { width: number; height: number; theme: string },
): string {
  const size = `theme=${theme}&width=${width}&height=${height}`
  return `${panelPath(place, panel, 'figure.svg')}&${size}`
}

export const imageUrl = ({ token, ticket }: Place, src: string): string | null =>
  src.startsWith('data:')
    ? src
    : src.startsWith('images/')
      ? `${sharePath(token)}/${src}?ticket=${ticket}`
      : null
