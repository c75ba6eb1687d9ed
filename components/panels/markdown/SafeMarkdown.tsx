import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import { Formula } from '@/components/ui/Formula'
import { safeUrl } from '@/lib/text/safeUrl'
import { relevelHeadings } from './relevelHeadings'

/**
 * Markdown that somebody else may have written. HTML in it is shown as text, links lead to http, https
 * and mail only, and nothing is loaded from elsewhere: a picture is a link to itself.
 */
export default function SafeMarkdown({ text }: { text: string }) {
  return (
    <div className="markdown wrap-anywhere">
      <Markdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={safeUrl}>
        {text}
      </Markdown>
    </div>
  )
}

const PLUGINS = [remarkGfm, remarkMath, relevelHeadings]

const COMPONENTS: Components = {
  a: ({ href, children }) =>
    href ? (
      <a href={href} target={href.startsWith('#') ? undefined : '_blank'} rel="noopener noreferrer">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: ({ src, alt }) =>
    typeof src === 'string' && src !== '' ? (
      <a href={src} target="_blank" rel="noopener noreferrer">
        {alt || 'Picture'}
      </a>
    ) : (
      <span>{alt}</span>
    ),
  code: ({ className, children }) => {
    const kind = /\bmath-(inline|display)\b/.exec(className ?? '')?.[1]
    if (!kind) return <code className={className}>{children}</code>
    return <Formula source={String(children)} display={kind === 'display'} />
  },
  // Wide tables scroll by themselves, not the panel.
  table: ({ children }) => (
    <div tabIndex={0} role="region" aria-label="Table" className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
  input: ({ checked }) => (
    <input type="checkbox" checked={checked} readOnly disabled aria-label="Task" />
  ),
}
