/**
 * Places in a report's text that stay where they are while others write around them: relative
 * positions of Yjs, which name the character beside them, not its number.
 */
import * as Y from 'yjs'
import { decodePosition, encodePosition, MAX_QUOTE, type TextAnchor } from './anchor'

/** Characters [from, to) of words of the text; several when the place begins and ends elsewhere. */
export interface TextPlace {
  words: Y.XmlText
  index: number
}

/** An anchor of what lies between two places. Its ends stay at their characters. */
export function textAnchor(from: TextPlace, to: TextPlace, quote: string): TextAnchor {
  return {
    kind: 'text',
    start: encodePosition(Y.createRelativePositionFromTypeIndex(from.words, from.index)),
    // Bound to the last character, so that what is typed behind it is not commented on.
    end: encodePosition(Y.createRelativePositionFromTypeIndex(to.words, to.index, -1)),
    quote: quote.length <= MAX_QUOTE ? quote : quote.slice(0, MAX_QUOTE).toWellFormed(),
  }
}

/** Where both ends are by now; null when either is no longer in the document. */
export function placesOf(
  doc: Y.Doc,
  { start, end }: Pick<TextAnchor, 'start' | 'end'>,
): { from: Y.AbsolutePosition; to: Y.AbsolutePosition } | null {
  const from = placeOf(doc, start)
  const to = placeOf(doc, end)
  return from && to ? { from, to } : null
}

function placeOf(doc: Y.Doc, text: string): Y.AbsolutePosition | null {
  const position = decodePosition(text)
  if (!position) return null
  const place = Y.createAbsolutePositionFromRelativePosition(position, doc)
  return place && isThere(place.type) ? place : null
}

function isThere(type: Y.AbstractType<unknown>): boolean {
  for (let item = type._item; item; item = (item.parent as Y.AbstractType<unknown>)._item) {
    if (item.deleted) return false
  }
  return true
}

/** The words an anchor is on by now; empty when they were removed, null when their block was. */
export function anchoredWords(doc: Y.Doc, anchor: TextAnchor): string | null {
  const places = placesOf(doc, anchor)
  if (!places) return null
  const { from, to } = places
  if (from.type !== to.type || !(from.type instanceof Y.XmlText)) return anchor.quote
  return plain(from.type).slice(from.index, to.index)
}

/** Without what is no character but counts as one. */
function plain(words: Y.XmlText): string {
  const parts = words.toDelta() as { insert: unknown }[]
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '￼')).join('')
}
