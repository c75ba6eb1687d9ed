/** Where somebody is in a report, for those who follow: a block of the text, and how far into it. */
import type { ScrollPlace } from '@/components/workspace/grid/PanelGrid'

const BLOCK = 'block '

/** The first block that reaches below the top of what is in sight. */
export function scrollPlace(scroller: HTMLElement, text: HTMLElement): ScrollPlace | null {
  const top = scroller.getBoundingClientRect().top
  const blocks = [...text.children]
  const first = blocks.findIndex((block) => block.getBoundingClientRect().bottom > top)
  if (first < 0) return null
  const offset = Math.round(top - blocks[first]!.getBoundingClientRect().top)
  return { panel: `${BLOCK}${first}`, offset }
}

export function scrollTo(scroller: HTMLElement, text: HTMLElement, place: ScrollPlace): void {
  if (!place.panel.startsWith(BLOCK)) return
  const block = text.children[Number(place.panel.slice(BLOCK.length))]
  if (!block) return
  const from = scroller.getBoundingClientRect().top
  scroller.scrollTop += block.getBoundingClientRect().top - from + place.offset
}
