/** The text of a report as the body of a LaTeX article; figures and preamble are the caller's. */
import { mentionText, plainText, type ReportMark, type ReportNode } from '../nodes'
import { escapeLatex, escapeUrl } from './escape'
import { formulaOf } from './formula'

export interface LatexOptions {
  /** File names for pictures, without which their alternative texts are printed. */
  image?: (src: string) => string | undefined
  /** LaTeX for a node that is no text, such as a grid of panels. */
  block?: (node: ReportNode) => string | undefined
  phrase?: (node: ReportNode) => string | undefined
}

/** What the body needs in the preamble. */
export const LATEX_PACKAGES = [
  '\\usepackage[utf8]{inputenc}',
  '\\usepackage[T1]{fontenc}',
  '\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}',
  '\\usepackage{textcomp,amsmath,amssymb,graphicx,booktabs,enumitem}',
  '\\IfFileExists{ulem.sty}{\\usepackage[normalem]{ulem}}{\\let\\sout\\relax}',
  '\\usepackage[hidelinks]{hyperref}',
]

const HEADINGS = ['section', 'subsection', 'subsubsection', 'paragraph', 'subparagraph']
/** LaTeX's own limit for lists in lists. */
const DEEPEST_LIST = 4

export function printLatex(report: ReportNode, options: LatexOptions = {}): string {
  const notes = new Map<string, ReportNode>()
  for (const node of report.content ?? []) {
    if (node.type === 'footnote') notes.set(String(node.attrs?.['label']), node)
  }
  return `${new Printer(options, notes).blocks(report.content, 0)}\n`
}

class Printer {
  constructor(
    private readonly options: LatexOptions,
    private readonly notes: ReadonlyMap<string, ReportNode>,
  ) {}

  blocks(nodes: readonly ReportNode[] = [], listDepth: number): string {
    return nodes
      .map((node) => this.block(node, listDepth))
      .filter(Boolean)
      .join('\n\n')
  }

  private block(node: ReportNode, listDepth: number): string {
    const attrs = node.attrs ?? {}
    const inner = () => this.blocks(node.content, listDepth)
    switch (node.type) {
      case 'paragraph':
        return this.inline(node.content)
      case 'heading': {
        const level = Math.min(HEADINGS.length, Math.max(1, Number(attrs['level'] ?? 1)))
        return `\\${HEADINGS[level - 1]}{${this.inline(node.content)}}`
      }
      case 'blockquote':
        return environment('quote', inner())
      case 'callout': {
        const kind = String(attrs['kind'] ?? 'note')
        const title = kind.charAt(0).toUpperCase() + kind.slice(1)
        return environment('quote', `\\textbf{${escapeLatex(title)}.} ${inner()}`)
      }
      case 'bulletList':
      case 'taskList':
      case 'orderedList':
        return this.list(node, listDepth)
      case 'codeBlock':
        return listing(plainText(node))
      case 'html':
        return listing(String(attrs['source'] ?? ''))
      case 'table':
        return this.table(node)
      case 'horizontalRule':
        return '\\medskip\\noindent\\rule{\\linewidth}{0.4pt}\\medskip'
      case 'tableOfContents':
        return '\\tableofcontents'
      case 'image':
        return this.image(attrs)
      case 'mathBlock':
        return `\\[\n${formulaOf(attrs['latex'])}\n\\]`
      case 'footnote':
        // Printed where it is referred to.
        return ''
      default:
        return this.options.block?.(node) ?? inner()
    }
  }

  private list(node: ReportNode, depth: number): string {
    const items = (node.content ?? []).map((item) => {
      const checked = item.attrs?.['checked']
      const box = checked === true ? '[$\\boxtimes$]' : checked === false ? '[$\\square$]' : ''
      return { box, text: this.blocks(item.content, depth + 1) }
    })
    // Deeper ones are told by dashes: LaTeX refuses a fifth level.
    if (depth >= DEEPEST_LIST) return items.map(({ text }) => `-- ${text}`).join('\n\n')
    const lines = items.map(({ box, text }) => `\\item${box} {}${text}`)
    if (node.type !== 'orderedList') return environment('itemize', lines.join('\n'))
    const start = Number(node.attrs?.['start'] ?? 1)
    return environment('enumerate', lines.join('\n'), start === 1 ? '' : `[start=${start}]`)
  }

  private table(node: ReportNode): string {
    const [head, ...rows] = node.content ?? []
    const cells = head?.content ?? []
    const columns = cells.map((cell) => String(cell.attrs?.['align'] ?? 'left').charAt(0)).join('')
    const line = (row: ReportNode) =>
      `${(row.content ?? []).map((cell) => this.cell(cell)).join(' & ')} \\\\`
    const body = [
      '\\toprule',
      ...(head ? [line(head), '\\midrule'] : []),
      ...rows.map(line),
      '\\bottomrule',
    ].join('\n')
    return environment('center', environment('tabular', body, `{${columns || 'l'}}`))
  }

  private cell({ content = [] }: ReportNode): string {
    return content.map((block) => this.inline(block.content)).join(' ')
  }

  private image(attrs: Record<string, unknown>): string {
    const alt = escapeLatex(String(attrs['title'] ?? attrs['alt'] ?? ''))
    const file = this.options.image?.(String(attrs['src'] ?? ''))
    if (file === undefined) return alt && `\\textit{[${alt}]}`
    const picture = `\\centering\n\\includegraphics[width=\\linewidth]{${file}}`
    return environment('figure', alt ? `${picture}\n\\caption{${alt}}` : picture, '[htbp]')
  }

  private inline(nodes: readonly ReportNode[] = []): string {
    return nodes.map((node) => this.phrase(node)).join('')
  }

  private phrase(node: ReportNode): string {
    const attrs = node.attrs ?? {}
    const plain = () => {
      switch (node.type) {
        case 'text':
          return escapeLatex(node.text ?? '')
        case 'hardBreak':
          return '\\newline{}'
        case 'mathInline':
          return `$${formulaOf(attrs['latex'])}$`
        case 'inlineImage':
          return escapeLatex(String(attrs['alt'] ?? ''))
        case 'inlineHtml':
          return `\\texttt{${escapeLatex(String(attrs['source'] ?? ''))}}`
        case 'mention': {
          const words = escapeLatex(mentionText(attrs))
          return attrs['kind'] === 'metric' ? `\\texttt{${words}}` : words
        }
        case 'footnoteRef': {
          const note = this.notes.get(String(attrs['label']))
          return note ? `\\footnote{${this.blocks(note.content, 0)}}` : ''
        }
        default:
          return this.options.phrase?.(node) ?? this.inline(node.content)
      }
    }
    return (node.marks ?? []).reduceRight(marked, plain())
  }
}

function marked(text: string, { type, attrs }: ReportMark): string {
  switch (type) {
    case 'bold':
      return `\\textbf{${text}}`
    case 'italic':
      return `\\emph{${text}}`
    case 'strike':
      return `\\sout{${text}}`
    case 'code':
      return `\\texttt{${text}}`
    case 'link':
      return `\\href{${escapeUrl(String(attrs?.['href'] ?? ''))}}{${text}}`
    default:
      return text
  }
}

function environment(name: string, body: string, options = ''): string {
  return `\\begin{${name}}${options}\n${body}\n\\end{${name}}`
}

/** Verbatim, unless the text itself would end it. */
function listing(code: string): string {
  if (!code.includes('\\end{verbatim}')) return environment('verbatim', code)
  const lines = code.split('\n').map((line) => `\\texttt{${escapeLatex(line)}}`)
  return environment('flushleft', lines.join('\\newline{}\n'))
}
