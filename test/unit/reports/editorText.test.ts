// What the editor does to text, without a page: Markdown from and for the clipboard, finding, tables.
import { getSchema } from '@tiptap/core'
import { type Node, Slice } from '@tiptap/pm/model'
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import {
  looksLikeMarkdown,
  markdownOfSlice,
  sliceOfMarkdown,
} from '@/components/reports/editor/clipboard/markdownText'
import { findMatches } from '@/components/reports/editor/find/findMatches'
import { moveBlock, topBlockAt } from '@/components/reports/editor/menus/blockMoves'
import { REPORT_SCHEMA_EXTENSIONS } from '@/components/reports/editor/schema/reportSchema'
import {
  addColumn,
  addRow,
  alignColumn,
  removeColumn,
  removeRow,
  stepCell,
  tablePlace,
  type TablePlace,
} from '@/components/reports/editor/tables/tableCommands'
import { CONSTRUCTS } from './constructs'

const schema = getSchema([...REPORT_SCHEMA_EXTENSIONS])
const docOf = (source: string): Node =>
  schema.topNodeType.create(null, sliceOfMarkdown(source, schema).content)
const markdownOf = (node: Node) => markdownOfSlice(new Slice(node.content, 0, 0))

/** With the caret in the words. */
function at(source: string, words: string): EditorState {
  const doc = docOf(source)
  const [found] = findMatches(doc, words, true)
  return EditorState.create({ doc, selection: TextSelection.create(doc, found!.from) })
}

describe('Markdown in the clipboard', () => {
  it.each(CONSTRUCTS)('comes back as it was: %s', (_name, source) => {
    const doc = docOf(source)
    doc.check()
    expect(`${markdownOf(doc)}\n`).toBe(source)
  })

  it.each([
    ['## Setup', true],
    ['- one\n- two', true],
    ['see [the guide](https://example.org)', true],
    ['| a | b |\n| - | - |', true],
    ['some **bold** words', true],
    ['Just a sentence, with 2 * 3 * 4 in it.', false],
    ['a_b_c and #hashtag', false],
    ['https://example.org/a', false],
  ])('is told from plain words: %s', (text, is) => {
    expect(looksLikeMarkdown(text)).toBe(is)
  })

  it('goes into the line where it is one paragraph, and stays blocks where it is more', () => {
    expect(sliceOfMarkdown('some **bold** words', schema)).toMatchObject({
      openStart: 1,
      openEnd: 1,
    })
    expect(sliceOfMarkdown('## A\n\ntext', schema)).toMatchObject({ openStart: 0, openEnd: 1 })
  })

  it('names people and metrics', () => {
    const mention = (kind: string, label: string) =>
      schema.nodes['mention']!.create({ kind, id: label, label })
    const line = [mention('person', 'Ada'), schema.text(' on '), mention('metric', 'val/acc')]
    const doc = schema.topNodeType.create(null, schema.nodes['paragraph']!.create(null, line))
    expect(markdownOf(doc)).toBe('@Ada on `val/acc`')
  })
})

describe('finding', () => {
  const doc = docOf('Loss, **lo**ss and $x$ lossİ.\n\nloss')

  it('sees words across marks, not across blocks', () => {
    const words = (query: string, matchCase: boolean) =>
      findMatches(doc, query, matchCase).map(({ from, to }) => doc.textBetween(from, to))
    expect(words('loss', false)).toEqual(['Loss', 'loss', 'loss', 'loss'])
    expect(words('loss', true)).toEqual(['loss', 'loss', 'loss'])
    expect(words('loss.loss', false)).toEqual([])
    expect(words('', false)).toEqual([])
  })
})

const TABLE = '| a | b |\n| - | - |\n| c | d |\n'

describe('tables', () => {
  const after = (state: EditorState, command: (s: EditorState, at: TablePlace) => Transaction) => {
    const next = state.apply(command(state, tablePlace(state)!))
    next.doc.check()
    return next
  }

  it.each<[string, string, (s: EditorState, at: TablePlace) => Transaction, string]>([
    [
      'a row below',
      'c',
      (s, p) => addRow(s, p, true),
      '| a | b |\n| - | - |\n| c | d |\n|   |   |',
    ],
    [
      'no row above the head',
      'a',
      (s, p) => addRow(s, p, false),
      '| a | b |\n| - | - |\n|   |   |\n| c | d |',
    ],
    [
      'a column before',
      'b',
      (s, p) => addColumn(s, p, false),
      '| a |   | b |\n| - | - | - |\n| c |   | d |',
    ],
    [
      'a column at the end',
      'd',
      (s, p) => addColumn(s, p, true),
      '| a | b |   |\n| - | - | - |\n| c | d |   |',
    ],
    ['one row less', 'c', removeRow, '| a | b |\n| - | - |'],
    ['one column less', 'a', removeColumn, '| b |\n| - |\n| d |'],
    ['aligned', 'd', (s, p) => alignColumn(s, p, 'right'), '| a |  b |\n| - | -: |\n| c |  d |'],
  ])('get %s', (_name, words, command, wanted) => {
    expect(markdownOf(after(at(TABLE, words), command).doc)).toBe(wanted)
  })

  it('go when their last row or column goes', () => {
    const state = at('| a |\n| - |\n', 'a')
    expect(after(state, removeColumn).doc.childCount).toBe(1)
    expect(after(state, removeRow).doc.firstChild?.type.name).toBe('paragraph')
  })

  it('are gone through cell by cell, and grow at the end', () => {
    let state = at(TABLE, 'b')
    const step = (by: 1 | -1) => {
      state = state.apply(stepCell(state, by)!)
      return state.selection.$head.parent.textContent
    }
    expect([step(1), step(1), step(-1), step(-1), step(-1)]).toEqual(['c', 'd', 'c', 'b', 'a'])
    step(1)
    step(1)
    step(1)
    expect(step(1)).toBe('')
    expect(state.doc.firstChild!.childCount).toBe(3)
  })
})

describe('blocks', () => {
  it('change places in one step, with the caret in them', () => {
    const state = at('one\n\ntwo\n\nthree', 'two')
    const block = topBlockAt(state, state.selection.from)!
    const up = state.apply(moveBlock(state, block, -1)!)
    expect(markdownOf(up.doc)).toBe('two\n\none\n\nthree')
    expect(up.selection.$head.parent.textContent).toBe('two')
    expect(moveBlock(up, topBlockAt(up, up.selection.from)!, -1)).toBeNull()
  })
})
