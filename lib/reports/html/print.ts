/** The text of a report as HTML that needs nothing else: no script, no style of its own, no network. */
import katex from 'katex'
import { plainText, type ReportMark, type ReportNode } from '../nodes'
import { safeUrl } from '../../text/safeUrl'
import { escapeHtml } from './escape'

export interface HtmlOptions {
  /** Where a picture is; without it there is a link to what the text refers to. */
  image?: (src: string) => string | undefined
  /** HTML for a node that is no text, such as a grid of panels. */
  block?: (node: ReportNode) => string | undefined
  phrase?: (node: ReportNode) => string | undefined
}

export function printHtml(report: ReportNode, options: HtmlOptions = {}): string {
  const nodes = report.content ?? []
  const printer = new Printer(options, nodes.filter(isHeading))
  const notes = nodes.filter(({ type }) => type === 'footnote')
  const body = printer.blocks(nodes.filter(({ type }) => type !== 'footnote'))
  return notes.length === 0 ? body : `${body}\n${printer.notes(notes)}`
}

const CALLOUT_TITLES: Record<string, string> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
}

const isHeading = ({ type }: ReportNode) => type === 'heading'

class Printer {
  constructor(
    private readonly options: HtmlOptions,
    /** Those that a table of contents lists. */
    private readonly headings: readonly ReportNode[],
  ) {}

  blocks(nodes: readonly ReportNode[] = []): string {
    return nodes.map((node) => this.block(node)).join('\n')
  }

  notes(nodes: readonly ReportNode[]): string {
    const items = nodes.map((node) => {
      const id = noteId(node)
      return `<li id="${id}">${this.blocks(node.content)} <a href="#ref-${id}">↩</a></li>`
    })
    return `<section class="notes" aria-label="Footnotes"><ol>${items.join('')}</ol></section>`
  }

  private block(node: ReportNode): string {
    const attrs = node.attrs ?? {}
    const inner = () => this.blocks(node.content)
    switch (node.type) {
      case 'paragraph':
        return `<p>${this.inline(node.content)}</p>`
      case 'heading': {
        // The report's title is the page's only heading of the first level.
        const level = Math.min(6, Number(attrs['level'] ?? 1) + 1)
        const at = this.headings.indexOf(node)
        const id = at < 0 ? '' : ` id="heading-${at + 1}"`
        return `<h${level}${id}>${this.inline(node.content)}</h${level}>`
      }
      case 'tableOfContents':
        return this.contents()
      case 'unknownBlock':
        return unknownBlock(attrs['json'])
      case 'blockquote':
        return `<blockquote>${inner()}</blockquote>`
      case 'callout': {
        const kind = String(attrs['kind'] ?? 'note')
        const title = CALLOUT_TITLES[kind] ?? 'Note'
        return `<aside class="callout ${escapeHtml(kind)}"><p class="kind">${title}</p>${inner()}</aside>`
      }
      case 'bulletList':
        return `<ul>${this.items(node)}</ul>`
      case 'taskList':
        return `<ul class="tasks">${this.items(node)}</ul>`
      case 'orderedList': {
        const start = Number(attrs['start'] ?? 1)
        return `<ol${start === 1 ? '' : ` start="${start}"`}>${this.items(node)}</ol>`
      }
      case 'codeBlock':
        return `<pre><code>${escapeHtml(plainText(node))}</code></pre>`
      case 'html':
        return `<pre class="source"><code>${escapeHtml(String(attrs['source'] ?? ''))}</code></pre>`
      case 'table':
        return this.table(node)
      case 'horizontalRule':
        return '<hr>'
      case 'image':
        return `<figure>${this.image(attrs)}${attrs['title'] ? `<figcaption>${escapeHtml(String(attrs['title']))}</figcaption>` : ''}</figure>`
      case 'mathBlock':
        return `<div class="math">${formula(attrs['latex'], true)}</div>`
      default:
        return this.options.block?.(node) ?? inner()
    }
  }

  private contents(): string {
    const items = this.headings.map((node, i) => {
      const level = Number(node.attrs?.['level'] ?? 1)
      const words = escapeHtml(plainText(node))
      return `<li class="level-${level}"><a href="#heading-${i + 1}">${words}</a></li>`
    })
    return `<nav aria-label="Contents"><ul class="contents">${items.join('')}</ul></nav>`
  }

  private items({ content = [], attrs }: ReportNode): string {
    const loose = attrs?.['loose'] === true
    return content
      .map((item) => {
        const checked = item.attrs?.['checked']
        const box =
          typeof checked === 'boolean'
            ? `<input type="checkbox" disabled${checked ? ' checked' : ''} aria-label="${checked ? 'Done' : 'To do'}"> `
            : ''
        const [first, ...rest] = item.content ?? []
        const tight = first?.type === 'paragraph' && !loose
        const words = tight ? this.inline(first.content) : this.blocks(first ? [first] : [])
        return `<li>${box}${words}${this.blocks(rest)}</li>`
      })
      .join('')
  }

  private table({ content = [] }: ReportNode): string {
    const rows = content.map((row) => {
      const cells = (row.content ?? []).map((cell) => {
        const tag = cell.type === 'tableHeader' ? 'th' : 'td'
        const align = cell.attrs?.['align']
        const style = typeof align === 'string' ? ` style="text-align:${escapeHtml(align)}"` : ''
        const lines = (cell.content ?? []).map((line) => this.inline(line.content))
        return `<${tag}${style}>${lines.join('<br>')}</${tag}>`
      })
      return `<tr>${cells.join('')}</tr>`
    })
    return `<div class="table"><table>${rows.join('\n')}</table></div>`
  }

  private image(attrs: Record<string, unknown>): string {
    const src = String(attrs['src'] ?? '')
    const alt = escapeHtml(String(attrs['alt'] ?? ''))
    const file = this.options.image?.(src)
    if (file !== undefined) return `<img src="${escapeHtml(file)}" alt="${alt}">`
    const href = safeUrl(src)
    const words = alt || 'Picture'
    return href ? `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${words}</a>` : words
  }

  private inline(nodes: readonly ReportNode[] = []): string {
    return nodes.map((node) => (node.marks ?? []).reduceRight(marked, this.phrase(node))).join('')
  }

  private phrase(node: ReportNode): string {
    const attrs = node.attrs ?? {}
    switch (node.type) {
      case 'text':
        return escapeHtml(node.text ?? '')
      case 'hardBreak':
        return '<br>'
      case 'mathInline':
        return formula(attrs['latex'], false)
      case 'inlineImage':
        return this.image(attrs)
      case 'inlineHtml':
        return `<code class="source">${escapeHtml(String(attrs['source'] ?? ''))}</code>`
      case 'mention':
        return `<span class="mention">${escapeHtml(String(attrs['label'] || attrs['id'] || ''))}</span>`
      case 'footnoteRef': {
        const id = noteId(node)
        return `<sup id="ref-${id}"><a href="#${id}">${escapeHtml(String(attrs['label'] ?? ''))}</a></sup>`
      }
      default:
        return this.options.phrase?.(node) ?? this.inline(node.content)
    }
  }
}

const noteId = ({ attrs }: ReportNode) =>
  `note-${escapeHtml(encodeURIComponent(String(attrs?.['label'] ?? '').toWellFormed()))}`

/** Kept from elsewhere, and not known here: its kind is named. */
function unknownBlock(json: unknown): string {
  let kind = 'unknown'
  try {
    const { type } = JSON.parse(String(json)) as { type?: unknown }
    if (typeof type === 'string') kind = type
  } catch {
    // Whatever it is, it is no more than named.
  }
  return `<p class="about">A block of the kind “${escapeHtml(kind)}” is not shown here.</p>`
}

function marked(html: string, { type, attrs }: ReportMark): string {
  switch (type) {
    case 'bold':
      return `<strong>${html}</strong>`
    case 'italic':
      return `<em>${html}</em>`
    case 'strike':
      return `<s>${html}</s>`
    case 'code':
      return `<code>${html}</code>`
    case 'highlight':
      return `<mark>${html}</mark>`
    case 'link': {
      const href = safeUrl(String(attrs?.['href'] ?? ''))
      if (href === '') return html
      const title = attrs?.['title'] ? ` title="${escapeHtml(String(attrs['title']))}"` : ''
      return `<a href="${escapeHtml(href)}"${title} rel="noopener noreferrer">${html}</a>`
    }
    default:
      return html
  }
}

/** As MathML, which browsers set themselves; what is no formula stands as it was written. */
function formula(latex: unknown, displayMode: boolean): string {
  const source = typeof latex === 'string' ? latex : ''
  try {
    return katex.renderToString(source, {
      ...{ displayMode, output: 'mathml', throwOnError: true, trust: false, maxExpand: 1000 },
      strict: 'ignore',
    })
  } catch {
    return `<code>${escapeHtml(source)}</code>`
  }
}
