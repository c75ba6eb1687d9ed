/** A report as Markdown. What Markdown has no word for, such as panels, is named. */
import type { PhrasingContent, RootContent } from 'mdast'
import { titleOf } from '../panels/spec'
import type { PanelGrid } from './grids'
import { printMarkdown } from './markdown/print'
import { chipInWords, chipKey, type ChipValue, METRIC_CHIP, readChip } from './metricChip'
import { doc, plainText, type ReportNode, text } from './nodes'
import type { ReportState } from './read'

/** @param chips numbers in the text by their keys; without them it says what they would be */
export function toMarkdown(
  report: ReportState,
  chips: ReadonlyMap<string, ChipValue> = new Map(),
): string {
  const { settings, content } = report
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
    block: (node) => printRecord(node, report),
    phrase: (node) => printChip(node, report, chips),
  })
}

const isBlank = (node: ReportNode) => node.type === 'paragraph' && !node.content

function printRecord(node: ReportNode, { grids, runSets }: ReportState): RootContent[] | undefined {
  const nameOf = (id: unknown) => runSets.find((one) => one.id === id)?.name ?? ''
  if (node.type === 'runSet') return note(`Runs: ${nameOf(node.attrs?.['runSetId'])}`)
  if (node.type !== 'panelGrid') return undefined
  const grid = grids.find(({ id }) => id === node.attrs?.['gridId'])
  return grid ? note(gridInWords(grid, nameOf)) : []
}

function printChip(
  node: ReportNode,
  { runSets }: ReportState,
  chips: ReadonlyMap<string, ChipValue>,
): PhrasingContent[] | undefined {
  const chip = node.type === METRIC_CHIP ? readChip(node.attrs) : undefined
  if (!chip) return undefined
  const value = chips.get(chipKey(chip))
  const runSet = runSets.find(({ id }) => id === chip.runSetId)?.name ?? ''
  const word = { type: 'text', value: value?.text ?? chipInWords(chip, runSet) } as const
  return [value ? word : { type: 'emphasis', children: [word] }]
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
