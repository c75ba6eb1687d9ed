import type { ReportNode } from '../nodes'

/** What the pictures of a text are called there, each once, in order. */
export function imagesIn(node: ReportNode): string[] {
  const found = new Set<string>()
  const visit = ({ type, attrs, content = [] }: ReportNode) => {
    const src = attrs?.['src']
    if ((type === 'image' || type === 'inlineImage') && typeof src === 'string') found.add(src)
    content.forEach(visit)
  }
  visit(node)
  return [...found]
}
