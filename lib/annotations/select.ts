/** Which annotations a list shows. */
import type { Annotation } from '../api/annotations'

export type Resolution = 'open' | 'resolved' | 'all'

export interface AnnotationFilter {
  resolution: Resolution
  /** Numeric id. */
  run: number | null
  key: string | null
  /** User name. */
  author: string | null
  /** Every word of it must be in the text, or in a name beside it. */
  search: string
}

export const NO_FILTER: AnnotationFilter = {
  resolution: 'open',
  run: null,
  key: null,
  author: null,
  search: '',
}

export function selectAnnotations(
  annotations: readonly Annotation[],
  filter: AnnotationFilter,
): Annotation[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean)
  return annotations.filter((annotation) => {
    const { run, key, author, text } = annotation
    if (filter.resolution === 'open' && annotation.resolvedAt !== null) return false
    if (filter.resolution === 'resolved' && annotation.resolvedAt === null) return false
    if (filter.run !== null && run.id !== filter.run) return false
    if (filter.key !== null && key !== filter.key) return false
    if (filter.author !== null && author?.username !== filter.author) return false
    if (words.length === 0) return true
    const said = [text, run.displayName, key, author?.name ?? '', author?.username ?? '']
    const all = said.join('\n').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

export interface AnnotationChoices {
  runs: { id: number; name: string }[]
  keys: string[]
  authors: { username: string; name: string }[]
}

/** What there is to filter by, each once and in order of names. */
export function annotationChoices(annotations: readonly Annotation[]): AnnotationChoices {
  const runs = new Map<number, string>()
  const authors = new Map<string, string>()
  for (const { run, author } of annotations) {
    runs.set(run.id, run.displayName)
    if (author) authors.set(author.username, author.name || author.username)
  }
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
  return {
    runs: [...runs].map(([id, name]) => ({ id, name })).sort(byName),
    keys: [...new Set(annotations.map(({ key }) => key))].sort(),
    authors: [...authors].map(([username, name]) => ({ username, name })).sort(byName),
  }
}

/** With one that was made or changed; the newest come first. */
export function withAnnotation(
  annotations: readonly Annotation[],
  annotation: Annotation,
): Annotation[] {
  const at = annotations.findIndex(({ id }) => id === annotation.id)
  if (at >= 0) return annotations.with(at, annotation)
  return [...annotations, annotation].sort((a, b) => b.id - a.id)
}
