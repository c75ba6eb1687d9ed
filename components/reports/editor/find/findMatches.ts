import type { Node } from '@tiptap/pm/model'

export interface Match {
  from: number
  to: number
}

/** More are not marked: nobody steps through them. */
const MOST = 2000

/** Where the words stand, within blocks: across marks, and never across what is no words. */
export function findMatches(doc: Node, query: string, matchCase: boolean): Match[] {
  const wanted = matchCase ? query : query.toLowerCase()
  if (wanted === '') return []
  const found: Match[] = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return found.length < MOST
    // One letter for each thing in the line, so that places agree with positions.
    const letters = node.textBetween(0, node.content.size, undefined, '\u{FFFC}')
    const text = matchCase ? letters : lowered(letters)
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ from: pos + 1 + at, to: pos + 1 + at + wanted.length })
      if (found.length >= MOST) break
    }
    return false
  })
  return found
}

/** As many letters as before: some, such as İ, become more in lower case. */
function lowered(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return [...text]
    .map((letter) =>
      letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
    )
    .join('')
}
