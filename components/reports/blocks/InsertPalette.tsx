'use client'

import { useMemo } from 'react'
import { type PaletteItem, usePaletteItems } from '@/components/palette/registry'
import { useReportEditor } from '../editor/editorContext'
import { useInsertItems } from './insertItems'

/** What can be put into the text, for the palette. */
export function InsertPalette() {
  const editor = useReportEditor()
  const items = useInsertItems()
  usePaletteItems(
    useMemo(
      () =>
        editor
          ? items.map((item): PaletteItem => ({
              id: `insert/${item.id}`,
              group: 'Report',
              label: `Insert ${item.label.toLowerCase()}`,
              icon: item.icon,
              onSelect: () => item.insert(editor),
            }))
          : [],
      [editor, items],
    ),
  )
  return null
}
