/** A report as Markdown. What Markdown has no word for, such as panels, is named. */
import type { RootContent } from 'mdast'
import { titleOf } from '../panels/spec'
import type { PanelGrid } from './grids'
import { printMarkdown } from './markdown/print'
import { doc, plainText, type ReportNode, text } from './nodes'
import type { ReportState } from './read'

export interface MarkdownFiles {
  /** File of a panel's picture; without it panels are named. */
  figure?: (panelId: string) => string | undefined
  /** File of a picture in the text, in place of what the text refers to. */
  image?: (src: string) => string | undefined
}

export function toMarkdown(report: ReportState, files: MarkdownFiles = {}): string {
  const { settings } = report
  const content = files.image ? withImages(report.content, files.image) : report.content
  const [first] = content.content ?? []
  const isTitled =
    settings.title === '' ||
    (first?.type === 'heading' &&
      first.attrs?.['level'] === 1 &&
      plainText(first) === settings.title)
  const title: ReportNode = {
    type: 'heading',
    attrs: { level: 1 },
    content: [text(settings.title)],
  }
  // Blank lines at the end are nobody's words.
  const nodes = [...(content.content ?? [])]
  while (nodes.length > 0 && isBlank(nodes.at(-1)!)) nodes.pop()
  return printMarkdown(doc(isTitled ? nodes : [title, ...nodes]), {
    block: (node) => printRecord(node, report, files),
  })
}

const isBlank = (node: ReportNode) => node.type === 'paragraph' && !node.content

function withImages(node: ReportNode, image: (src: string) => string | undefined): ReportNode {
  const isImage = node.type === 'image' || node.type === 'inlineImage'
  const file = isImage ? image(String(node.attrs?.['src'] ?? '')) : undefined
  const attrs = file === undefined ? node.attrs : { ...node.attrs, src: file }
  const content = node.content?.map((child) => withImages(child, image))
  return { ...node, ...(attrs ? { attrs } : {}), ...(content ? { content } : {}) }
}

function printRecord(
  node: ReportNode,
  { grids, runSets }: ReportState,
  { figure }: MarkdownFiles,
): RootContent[] | undefined {
  const nameOf = (id: unknown) => runSets.find((one) => one.id === id)?.name ?? ''
  if (node.type === 'runSet') return note(`Runs: ${nameOf(node.attrs?.['runSetId'])}`)
  if (node.type !== 'panelGrid') return undefined
  const grid = grids.find(({ id }) => id === node.attrs?.['gridId'])
  if (!grid) return []
  const pictures = grid.panels.flatMap(({ spec }): RootContent[] => {
    const url = figure?.(spec.id)
    if (url === undefined) return []
    return [{ type: 'paragraph', children: [{ type: 'image', url, alt: titleOf(spec) }] }]
  })
  if (pictures.length === 0) return note(gridInWords(grid, nameOf))
  return grid.caption ? [...pictures, ...note(grid.caption)] : pictures
}

function gridInWords({ caption, panels, runSets }: PanelGrid, nameOf: (id: string) => string) {
  const titles = panels.map(({ spec }) => titleOf(spec)).join(', ')
  const names = runSets.map(nameOf).filter((name) => name !== '')
  const over = names.length > 0 ? ` (${names.join(', ')})` : ''
  return `Panels: ${titles || 'none'}${over}${caption ? `. ${caption}` : ''}`
}

const note = (words: string): RootContent[] => [
  {
    type: 'paragraph',
    children: [{ type: 'emphasis', children: [{ type: 'text', value: words }] }],
  },
]
