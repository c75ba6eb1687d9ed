import type { Words } from '@/lib/alerts/describe'

/** A rule in words, keys and conditions in the type of code. */
export function RuleSentence({ words }: { words: Words }) {
  return words.map((part, i) =>
    typeof part === 'string' ? (
      <span key={i}>{part}</span>
    ) : (
      <code key={i} className="rounded-sm bg-hover px-1 text-12 wrap-anywhere text-ink">
        {part.code}
      </code>
    ),
  )
}
