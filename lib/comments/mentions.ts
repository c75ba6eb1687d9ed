/** People who are named in a comment: `@username`. */

/** As lib/api/names has it; an address in which an @ stands within a word names nobody. */
const MENTION = /(^|[^\w@/.-])@([A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)/g

/** Each once, in the order of the text, whether there is such a person or not. */
export function mentionedNames(text: string): string[] {
  const names = [...text.matchAll(MENTION)].map((match) => match[2]!)
  return [...new Set(names)]
}

export interface TextPart {
  text: string
  /** Set where the part names a person. */
  username?: string
}

/** The text in parts, those that name one of `known` apart. */
export function splitMentions(text: string, known: ReadonlySet<string>): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(MENTION)) {
    const username = match[2]!
    if (!known.has(username)) continue
    const start = match.index + match[1]!.length
    if (start > end) parts.push({ text: text.slice(end, start) })
    end = start + 1 + username.length
    parts.push({ text: text.slice(start, end), username })
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/** The name that is being typed before the caret: where its @ stands, and what of it is there. */
export function typedMention(text: string, caret: number): { at: number; query: string } | null {
  const match = /(?:^|[^\w@/.-])@([A-Za-z0-9_-]*)$/.exec(text.slice(0, caret))
  if (!match) return null
  const query = match[1]!
  return { at: caret - query.length - 1, query }
}
