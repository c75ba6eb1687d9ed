/** Tables as Markdown has them: rows of cells, without spans. */
import { Node } from '@tiptap/core'

const align = {
  align: {
    default: null,
    parseHTML: (element: HTMLElement) => {
      const found = element.style.textAlign || element.getAttribute('align')
      return found === 'left' || found === 'center' || found === 'right' ? found : null
    },
    renderHTML: (attrs: Record<string, unknown>) =>
      typeof attrs['align'] === 'string' ? { style: `text-align: ${attrs['align']}` } : {},
  },
}

const cell = { content: 'block+', isolating: true } as const

export const ReportTable = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: () => ['div', { class: 'table-scroll' }, ['table', ['tbody', 0]]],
})

export const ReportTableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)+',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: () => ['tr', 0],
})

export const ReportTableHeader = Node.create({
  name: 'tableHeader',
  ...cell,
  addAttributes: () => align,
  parseHTML: () => [{ tag: 'th' }],
  renderHTML: ({ HTMLAttributes }) => ['th', HTMLAttributes, 0],
})

export const ReportTableCell = Node.create({
  name: 'tableCell',
  ...cell,
  addAttributes: () => align,
  parseHTML: () => [{ tag: 'td' }],
  renderHTML: ({ HTMLAttributes }) => ['td', HTMLAttributes, 0],
})
