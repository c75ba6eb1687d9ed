/** Addresses in plain text. Only http and https: other schemes could run something. */

export interface TextPart {
  text: string
  /** The part is an address. */
  href?: string
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi
/** What ends a sentence, not an address. */
const TRAILING = /[.,;:!?]+$/
const BRACKETS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]

export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const href = withoutTail(found)
    if (!URL.canParse(href)) continue
    if (index > end) parts.push({ text: text.slice(end, index) })
    parts.push({ text: href, href })
    end = index + href.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/** A closing bracket belongs to the address only if it was opened there. */
function withoutTail(address: string): string {
  let before: string
  let after = address
  do {
    before = after
    after = after.replace(TRAILING, '')
    for (const [open, close] of BRACKETS) {
      if (!after.endsWith(close)) continue
      if (after.split(close).length > after.split(open).length) after = after.slice(0, -1)
    }
  } while (after !== before)
  return after
}
