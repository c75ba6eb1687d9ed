'use client'

import { useEffect, useMemo, useRef } from 'react'
import { useToast } from '@/components/ui/Toasts'
import { changed } from '@/lib/panels/linePanel'
import type { Section } from '@/lib/workspace/arrange'
import { placeBetween } from '@/lib/workspace/place'
import {
  changeSectionSettings,
  moveSection,
  openSection,
  removeSection,
  renameSection,
  setSectionColumns,
} from '@/lib/workspace/sectionChanges'
import type { OpenWorkspace } from './document/useWorkspace'
import type { SectionActions } from './grid/SectionHeader'

export function useSectionActions(
  open: OpenWorkspace | undefined,
  sections: readonly Section[],
  onAdd: (section: Section) => void,
): SectionActions {
  const toast = useToast()
  const latest = useRef({ sections, onAdd })
  useEffect(() => {
    latest.current = { sections, onAdd }
  })
  return useMemo((): SectionActions => {
    if (!open) return { toggle: () => {} }
    const { doc } = open.panels
    const toggle = (section: Section) => openSection(doc, section.id, !section.open)
    if (open.readOnly) return { toggle }
    return {
      toggle,
      change: {
        addPanel: (section) => latest.current.onAdd(section),
        rename: (section, title) => renameSection(doc, section, title),
        move(section, by) {
          const others = latest.current.sections.filter(({ id }) => id !== section.id)
          const at = latest.current.sections.findIndex(({ id }) => id === section.id) + by
          if (at < 0 || at > others.length) return
          moveSection(doc, section, placeBetween(others[at - 1]?.place, others[at]?.place))
        },
        remove(section) {
          removeSection(doc, section)
          toast({
            title: `Deleted the section “${section.title}”`,
            action: { label: 'Undo', onSelect: () => void open.undo.undo() },
          })
        },
        settings: (section, changes) =>
          changeSectionSettings(doc, section, changed(section.settings, changes)),
        columns: (section, columns) => setSectionColumns(doc, section, columns),
      },
    }
  }, [open, toast])
}
