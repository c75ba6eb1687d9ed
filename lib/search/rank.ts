/**
 * How well a typed query fits a text: 0 for not at all, more for better. Every word of the query
 * must be found; a word may also be a subsequence ("vloss" finds "val/loss").
 */
export function matchScore(query: string, text: string): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const haystack = text.toLowerCase()
  let total = 0
  for (const word of words) {
    const score = wordScore(word, haystack)
    if (score === 0) return 0
    total += score
  }
  // Of two equal fits the shorter text is the likelier one.
  return total === 0 ? 1 : total + 1 / (1 + haystack.length)
}

const BOUNDARY = /[\s/._\-:]/

function wordScore(word: string, text: string): number {
  const at = text.indexOf(word)
  if (at === 0) return text.length === word.length ? 100 : 80
  for (let i = at; i > 0; i = text.indexOf(word, i + 1)) {
    if (BOUNDARY.test(text[i - 1]!)) return 60
  }
  if (at > 0) return 40
  return isSubsequence(word, text) ? 10 : 0
}

function isSubsequence(word: string, text: string): boolean {
  let i = 0
  for (const c of text) if (c === word[i]) i++
  return i === word.length
}

/** The best `limit` items, best first; in their own order for an empty query. */
export function rank<T>(
  query: string,
  items: readonly T[],
  textOf: (item: T) => string,
  limit: number,
): T[] {
  if (query.trim() === '') return items.slice(0, limit)
  const scored: { item: T; score: number }[] = []
  for (const item of items) {
    const score = matchScore(query, textOf(item))
    if (score > 0) scored.push({ item, score })
  }
  scored.sort((a, b) => b.score - a.score)
  return scored.slice(0, limit).map(({ item }) => item)
}
