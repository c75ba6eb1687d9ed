/** How page and server tell that they speak of the same lines of a shared panel. */

/** Header of answers with rows: of which lines they are, as `linesMark` says it. */
export const LINES_HEADER = 'x-lines'

/**
 * What a panel's lines are, in short. Answers name lines by their places; with another mark than the
 * page's own they speak of a report that was changed meanwhile.
 */
export function linesMark(
  sources: readonly { kind: string; key: string }[],
  groups: readonly { label: string }[] | null,
): string {
  const text = JSON.stringify([
    sources.map(({ kind, key }) => [kind, key]),
    groups && groups.map(({ label }) => label),
  ])
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}
