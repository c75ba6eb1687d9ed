/**
 * What people type to narrow a list: words, all of which must occur, or a regular expression between
 * slashes. Expressions are RE2's, whose time is linear in the text, so none can freeze the page.
 */
import type { RE2JS } from 're2js'

export type Pattern =
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'regex'; source: string; ignoreCase: boolean }

const REGEX = /^\/(.+?)(?:\/(i?))?$/s

/** "/^train" is an expression, too: the closing slash may still be on its way. */
export function parsePattern(text: string): Pattern {
  const regex = REGEX.exec(text.trim())
  if (regex) return { kind: 'regex', source: regex[1]!, ignoreCase: regex[2] === 'i' }
  return { kind: 'words', words: text.toLowerCase().split(/\s+/).filter(Boolean) }
}

export type Matcher = (text: string) => boolean

export const matchAll: Matcher = () => true

export function wordMatcher(words: readonly string[]): Matcher {
  if (words.length === 0) return matchAll
  return (text) => {
    const lower = text.toLowerCase()
    return words.every((word) => lower.includes(word))
  }
}

/** Throws the engine's syntax error. The engine is handed in: it is large, and few type slashes. */
export function regexMatcher(
  engine: typeof RE2JS,
  pattern: Extract<Pattern, { kind: 'regex' }>,
): Matcher {
  const flags = pattern.ignoreCase ? engine.CASE_INSENSITIVE : 0
  const compiled = engine.compile(pattern.source, flags)
  return (text) => compiled.matcher(text).find()
}
