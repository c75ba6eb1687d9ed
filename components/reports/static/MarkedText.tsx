import type { ReactNode } from 'react'
import type { ReportMark } from '@/lib/reports/nodes'

const SAFE = /^(https?:\/\/|mailto:|#)/i

/** Words within their marks, outermost first. */
export function MarkedText({
  marks = [],
  children,
}: {
  marks?: readonly ReportMark[] | undefined
  children: ReactNode
}): ReactNode {
  return marks.reduceRight<ReactNode>((inner, mark) => marked(mark, inner), children)
}

function marked({ type, attrs }: ReportMark, inner: ReactNode): ReactNode {
  switch (type) {
    case 'bold':
      return <strong>{inner}</strong>
    case 'italic':
      return <em>{inner}</em>
    case 'strike':
      return <s>{inner}</s>
    case 'code':
      return <code>{inner}</code>
    case 'highlight':
      return <mark>{inner}</mark>
    case 'link': {
      const href = attrs?.href
      if (typeof href !== 'string' || !SAFE.test(href)) return <span>{inner}</span>
      if (href.startsWith('#')) return <a href={href}>{inner}</a>
      return (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {inner}
        </a>
      )
    }
    default:
      return inner
  }
}
