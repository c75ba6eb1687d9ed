'use client'

import type { Editor } from '@tiptap/core'
import {
  Keyboard,
  Maximize2,
  RectangleHorizontal,
  Search,
  Text as TextIcon,
  Trash2,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { reportsPath } from '@/components/shell/paths'
import type { MenuItem } from '@/components/ui/Menu'
import { countOf } from '@/lib/format/number'
import { REPORT_WIDTHS, type ReportWidth } from '@/lib/reports/limits'
import { changeSettings } from '@/lib/reports/settings'
import { useOpenReport, useReportSettings } from './document/reportContext'
import { changeFind } from './editor/find/Find'
import { wordsOf } from './editor/words'
import { useReportActions } from './list/useReportActions'

const WIDTHS: Record<ReportWidth, { label: string; icon: typeof TextIcon }> = {
  readable: { label: 'Narrow, for reading', icon: TextIcon },
  wide: { label: 'Wide', icon: RectangleHorizontal },
  full: { label: 'Full width', icon: Maximize2 },
}

/** What can be done with the report as a whole. */
export function useReportMenu(editor: Editor | null, canEdit: boolean, onHelp: () => void) {
  const { item, session } = useOpenReport()
  const { width } = useReportSettings()
  const { entity, project } = item
  const { remove } = useReportActions(entity, project)
  const router = useRouter()
  return (): MenuItem[] => {
    const menu: MenuItem[] = [
      { heading: countOf(wordsOf(editor), 'word') },
      {
        label: canEdit ? 'Find and replace' : 'Find',
        icon: Search,
        // Once the menu has given the focus back.
        onSelect: () => {
          if (editor) setTimeout(() => changeFind(editor.view, { open: true }))
        },
      },
      { label: 'Keys', icon: Keyboard, onSelect: onHelp },
      { heading: 'Width' },
      ...REPORT_WIDTHS.map((value): MenuItem => ({
        ...WIDTHS[value],
        checked: width === value,
        disabled: !canEdit,
        onSelect: () => changeSettings(session.doc, { width: value }),
      })),
    ]
    if (item.canWrite) {
      menu.push('separator', {
        label: 'Delete report',
        icon: Trash2,
        danger: true,
        onSelect: () =>
          void remove(item).then((done) => done && router.push(reportsPath(entity, project))),
      })
    }
    return menu
  }
}
