/** A text as a picture: its blocks as lines, broken where the picture ends. */
import type { Nodes, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { broken } from '../../charts/svgNote'
import { lettersAcross, svgTable, type TextRow } from '../../charts/svgTable'
import type { PictureLook } from '../../charts/types'

const HEADINGS = [1.5, 1.3, 1.15, 1, 1, 1]
const reader = unified().use(remarkParse).use(remarkGfm)

export function markdownSvg(title: string, text: string, look: PictureLook): string {
  const rows = reader
    .parse(text)
    .children.flatMap((block, i) => [
      ...(i > 0 ? [{ cells: [{ text: '' }], size: 0.4 }] : []),
      ...blockRows(block, look, ''),
    ])
  return rows.length === 0 ? '' : svgTable(title, look, [1], rows)
}

function blockRows(block: RootContent, look: PictureLook, indent: string): TextRow[] {
  const { faint } = look.colors
  switch (block.type) {
    case 'heading': {
      const size = HEADINGS[block.depth - 1] ?? 1
      return broken(plainText(block), lettersAcross(look, size)).map((line) => ({
        cells: [{ text: indent + line, bold: true }],
        size,
      }))
    }
    case 'code':
      return block.value.split('\n').map((line) => ({
        cells: [{ text: `${indent}  ${line}`, mono: true }],
      }))
    case 'list':
      return block.children.flatMap((item, i) => {
        const ticked = typeof item.checked !== 'boolean' ? '' : item.checked ? '☑ ' : '☐ '
        const mark = block.ordered ? `${(block.start ?? 1) + i}. ` : ticked || '• '
        const rows = item.children.flatMap((child) => blockRows(child, look, `${indent}   `))
        const [first] = rows
        const cell = first?.cells[0]
        if (!first || !cell) return []
        const text = indent + mark + cell.text.trimStart()
        return [{ ...first, cells: [{ ...cell, text }] }, ...rows.slice(1)]
      })
    case 'blockquote':
      return block.children
        .flatMap((child) => blockRows(child, look, `${indent}  `))
        .map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, fill: faint })) }))
    case 'table':
      return block.children.map((row, i) => ({
        cells: [
          { text: indent + row.children.map(plainText).join('   '), mono: true, bold: i === 0 },
        ],
        line: i === 0,
      }))
    case 'thematicBreak':
      return [{ cells: [{ text: '' }], size: 0.4, line: true }]
    default:
      return broken(plainText(block), lettersAcross(look) - indent.length).map((line) => ({
        cells: [{ text: indent + line }],
      }))
  }
}

function plainText(node: Nodes): string {
  if (node.type === 'break') return '\n'
  if ('children' in node) return node.children.map(plainText).join('')
  if ('value' in node) return node.value
  return 'alt' in node ? (node.alt ?? '') : ''
}
