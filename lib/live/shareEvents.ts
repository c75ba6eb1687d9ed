/**
 * What travels to visitors of a shared report: socket.io, path /socket.io, namespace /share. Runs
 * have the numbers that the link gives them; nothing else of them is told. As everywhere, messages
 * are hints: whoever misses one fetches once.
 */
import type { Reply, SeriesAppended, SeriesReplaced } from './events'

export const SHARE_NAMESPACE = '/share'

/** What a visitor's socket says of itself when it connects. */
export interface ShareHandshake {
  token: string
  ticket: string
}

export interface ShareClientEvents {
  /** Rows of a panel as they are logged; the reply says whether the panel is there. */
  'panel.join': (panelId: string, reply: (answer: Reply) => void) => void
  'panel.leave': (panelId: string) => void
}

export type LinkEnd = 'withdrawn' | 'paused'

export interface ShareServerEvents {
  'series.appended': (event: { panel: string } & SeriesAppended) => void
  'series.replaced': (event: { panel: string } & SeriesReplaced) => void
  /** Runs of a panel of groups logged rows: ask again. */
  'panel.grown': (event: { panel: string }) => void
  /** The text, the panels or their runs are others now: fetch the report again. */
  'report.changed': () => void
  /** The link is no more, or not for now; the socket closes. */
  'link.ended': (event: { why: LinkEnd }) => void
}

/** Panels of one page that a visitor may follow at once. */
export const MAX_JOINED_PANELS = 100
