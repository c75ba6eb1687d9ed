/**
 * A report's text as elements, without an editor, hooks or fetching: rendered on the server it costs
 * its reader no script. Whatever stands in it was written by somebody else: HTML is shown as text,
 * links lead to http, https and mail, pictures come from where the caller says.
 */
import './reportText.css'
import { Fragment, type ReactNode } from 'react'
import type { ReportNode } from '@/lib/reports/nodes'
import { CodeBlock } from './CodeBlock'
import { Formula } from './Formula'
import { MarkedText } from './MarkedText'
import { type Outline, outlineOf } from './outline'
import { TextTable } from './TextTable'

export interface TextParts {
  /** What stands in place of a grid or a run set; null where there is none. */
  grid: (id: string) => ReactNode
  runSet: (id: string) => ReactNode
  /** Where a picture is; null shows its words alone. */
  imageUrl: (src: string) => string | null
}

export function ReportText({ content, parts }: { content: ReportNode; parts: TextParts }) {
  const outline = outlineOf(content)
  return <div className="report-read">{nodes(content.content, { parts, outline })}</div>
}

interface Context {
  parts: TextParts
  outline: Outline
}

function nodes(content: readonly ReportNode[] | undefined, context: Context): ReactNode {
  return content?.map((node, at) => (
    <Fragment key={at}>
      <Node node={node} context={context} />
    </Fragment>
  ))
}

function Node({ node, context }: { node: ReportNode; context: Context }): ReactNode {
  const { content, attrs = {} } = node
  const { parts, outline } = context
  const inner = () => nodes(content, context)
  switch (node.type) {
    case 'text':
      return <MarkedText marks={node.marks}>{node.text}</MarkedText>
    case 'paragraph':
      return <p>{inner()}</p>
    case 'heading': {
      const level = Math.min(6, Math.max(1, Number(attrs.level) || 1))
      // The title of the report is the page's one heading of the first level.
      const Tag = `h${Math.min(6, level + 1)}` as 'h2'
      return (
        <Tag id={outline.idOf(node)} data-level={level}>
          {inner()}
        </Tag>
      )
    }
    case 'bulletList':
      return <ul>{inner()}</ul>
    case 'orderedList':
      return <ol start={Number(attrs.start ?? 1)}>{inner()}</ol>
    case 'listItem':
      return <li>{inner()}</li>
    case 'taskList':
      return <ul data-tasks>{inner()}</ul>
    case 'taskItem':
      return <Task checked={attrs.checked}>{inner()}</Task>
    case 'blockquote':
      return <blockquote>{inner()}</blockquote>
    case 'callout':
      return (
        <div role="note" data-callout={String(attrs.kind ?? 'note')}>
          <p data-callout-kind>{CALLOUT_LABELS[String(attrs.kind)] ?? 'Note'}</p>
          {inner()}
        </div>
      )
    case 'codeBlock':
      return <CodeBlock node={node} />
    case 'horizontalRule':
      return <hr />
    case 'hardBreak':
      return <br />
    case 'table':
      return <TextTable node={node} render={(content) => nodes(content, context)} />
    case 'image':
      return (
        <figure>
          <Picture node={node} parts={parts} />
          {typeof attrs.title === 'string' && <figcaption>{attrs.title}</figcaption>}
        </figure>
      )
    case 'inlineImage':
      return (
        <MarkedText marks={node.marks}>
          <Picture node={node} parts={parts} />
        </MarkedText>
      )
    case 'mathBlock':
      return <Formula latex={attrs.latex} display />
    case 'mathInline':
      return <Formula latex={attrs.latex} />
    case 'html':
      return <pre data-source>{String(attrs.source ?? '')}</pre>
    case 'inlineHtml':
      return <code>{String(attrs.source ?? '')}</code>
    case 'footnoteRef': {
      const label = String(attrs.label ?? '')
      return (
        <sup>
          <a href={`#fn-${slug(label)}`} id={`fnref-${slug(label)}`}>
            {label}
          </a>
        </sup>
      )
    }
    case 'footnote': {
      const label = String(attrs.label ?? '')
      return (
        <div role="note" data-footnote id={`fn-${slug(label)}`}>
          <a href={`#fnref-${slug(label)}`} aria-label={`Back to note ${label}`}>
            {label}
          </a>
          <div>{inner()}</div>
        </div>
      )
    }
    case 'tableOfContents':
      return <Contents outline={outline} />
    case 'panelGrid':
      return <div data-embed>{parts.grid(String(attrs.gridId ?? ''))}</div>
    case 'runSet':
      return <div data-embed>{parts.runSet(String(attrs.runSetId ?? ''))}</div>
    default:
      // Of a later version: what it holds is shown, as it is.
      return content ? <div>{inner()}</div> : null
  }
}

const CALLOUT_LABELS: Record<string, string> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
}

function Task({ checked, children }: { checked: unknown; children: ReactNode }) {
  if (typeof checked !== 'boolean') return <li>{children}</li>
  return (
    <li data-checked={checked}>
      <span role="img" aria-label={checked ? 'Done' : 'Not done'} data-box>
        {checked ? '☑' : '☐'}
      </span>
      <div>{children}</div>
    </li>
  )
}

function Picture({ node, parts }: { node: ReportNode; parts: TextParts }) {
  const { src, alt } = node.attrs ?? {}
  const words = typeof alt === 'string' ? alt : ''
  const url = typeof src === 'string' && src !== '' ? parts.imageUrl(src) : null
  if (url === null) return <span data-missing>{words || 'A picture that is not shown here'}</span>
  // Its size is not known before it is there, and it is one of this server's own.
  return <img src={url} alt={words} loading="lazy" decoding="async" />
}

function Contents({ outline }: { outline: Outline }) {
  if (outline.headings.length === 0) return null
  return (
    <nav aria-label="Contents" data-contents>
      <ul>
        {outline.headings.map(({ id, level, text }) => (
          <li key={id} style={{ paddingLeft: `${(level - 1) * 16}px` }}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const slug = (text: string) => text.replace(/[^\w-]+/g, '-')
