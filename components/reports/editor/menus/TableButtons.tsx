'use client'

import {
  AlignCenter,
  AlignLeft,
  AlignRight,
  BetweenHorizontalEnd,
  BetweenVerticalEnd,
  Ellipsis,
} from 'lucide-react'
import type { Editor } from '@tiptap/core'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import {
  addColumn,
  addRow,
  alignColumn,
  removeColumn,
  removeRow,
  removeTable,
  tablePlace,
  type TablePlace,
  toggleHead,
} from '../tables/tableCommands'

type Command = (state: EditorState, place: TablePlace) => Transaction

/** Rows and columns of the table that the caret is in. */
export function TableButtons({ editor }: { editor: Editor }) {
  const run = (command: Command) => () => {
    const { state, view } = editor
    const place = tablePlace(state)
    if (place) view.dispatch(command(state, place))
    editor.commands.focus()
  }
  const aligns = [
    { label: 'Align left', icon: AlignLeft, align: 'left' },
    { label: 'Align to the middle', icon: AlignCenter, align: 'center' },
    { label: 'Align right', icon: AlignRight, align: 'right' },
  ] as const
  return (
    <>
      <IconButton
        label="Add row below"
        icon={BetweenHorizontalEnd}
        tooltipSide="top"
        onClick={run((state, place) => addRow(state, place, true))}
      />
      <IconButton
        label="Add column after"
        icon={BetweenVerticalEnd}
        tooltipSide="top"
        onClick={run((state, place) => addColumn(state, place, true))}
      />
      {aligns.map(({ label, icon, align }) => (
        <IconButton
          key={align}
          label={label}
          icon={icon}
          tooltipSide="top"
          onClick={run((state, place) => alignColumn(state, place, align))}
        />
      ))}
      <Menu
        label="Table"
        trigger={<IconButton label="More about the table" icon={Ellipsis} tooltipSide="top" />}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          editor.commands.focus()
        }}
        items={[
          { label: 'Add row above', onSelect: run((state, at) => addRow(state, at, false)) },
          { label: 'Add column before', onSelect: run((state, at) => addColumn(state, at, false)) },
          { label: 'First row is a head', onSelect: run(toggleHead) },
          'separator',
          { label: 'Delete row', danger: true, onSelect: run(removeRow) },
          { label: 'Delete column', danger: true, onSelect: run(removeColumn) },
          { label: 'Delete table', danger: true, onSelect: run(removeTable) },
        ]}
      />
    </>
  )
}
