/**
 * What charts are zoomed to, for somebody who follows: charts tell of their zooms here, and take over
 * those of the person who is followed.
 */
import type { Zoom } from '@/lib/charts/lineDomains'

type Listener = (panelId: string, zoom: Zoom | null) => void

const own = new Map<string, Zoom>()
const tellers = new Set<() => void>()
const takers = new Set<Listener>()

export const sharedZooms = {
  own: (): ReadonlyMap<string, Zoom> => own,
  /** A chart was zoomed by the person. */
  tell(panelId: string, zoom: Zoom | null): void {
    if (zoom) own.set(panelId, zoom)
    else own.delete(panelId)
    for (const teller of tellers) teller()
  },
  onTold(teller: () => void): () => void {
    tellers.add(teller)
    return () => void tellers.delete(teller)
  },
  /** Zooms the chart, wherever it is drawn. */
  take(panelId: string, zoom: Zoom | null): void {
    for (const taker of takers) taker(panelId, zoom)
  },
  onTaken(taker: Listener): () => void {
    takers.add(taker)
    return () => void takers.delete(taker)
  },
}
