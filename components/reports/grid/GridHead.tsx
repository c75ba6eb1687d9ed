'use client'

import { Database, Ellipsis, Plus, Settings2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/IconButton'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { useToast } from '@/components/ui/Toasts'
import type { CellShared } from '@/components/workspace/grid/PanelCell'
import { SectionSettings } from '@/components/workspace/grid/SectionSettings'
import { changed } from '@/lib/panels/linePanel'
import {
  addRunSetToGrid,
  changeGrid,
  removeGrid,
  removeRunSetFromGrid,
} from '@/lib/reports/gridChanges'
import type { PanelGrid } from '@/lib/reports/grids'
import type { Section } from '@/lib/workspace/arrange'
import { useOpenReport, useRunSets } from '../document/reportContext'
import { addRunSetFor } from '../runSets/newRunSet'
import type { ResolvedRunSet } from '../runSets/resolvedRunSets'
import { RunSetChip } from '../runSets/RunSetChip'
import { useReportPanels } from './reportPanels'

export interface GridHeadProps {
  grid: PanelGrid
  section: Section
  sets: readonly ResolvedRunSet[]
  shared: CellShared
}

/** Over the panels: whose runs they draw, as of when, and what can be done with the grid. */
export function GridHead({ grid, section, sets, shared }: GridHeadProps) {
  const { session, readOnly } = useOpenReport()
  const { showRunSet } = useReportPanels()
  const known = useRunSets()
  const { doc } = session
  const [setting, setSetting] = useState(false)
  const own = known.filter(({ id }) => grid.runSets.includes(id))
  const inOrder = grid.runSets.flatMap((id) => own.find((set) => set.id === id) ?? [])
  return (
    <div
      data-section={grid.id}
      className="mb-1 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1"
    >
      {inOrder.map((set) => (
        <RunSetChip
          key={set.id}
          set={set}
          resolved={sets.find(({ id }) => id === set.id)}
          onOpen={() => showRunSet(set.id)}
        />
      ))}
      {inOrder.length === 0 && (
        <p role="status" className="text-12 text-warning">
          No run set is chosen, so these panels draw no runs.
        </p>
      )}
      <span className="grow" />
      {!readOnly && <Tools {...{ grid, section }} onSettings={() => setSetting(true)} />}
      {setting && (
        <SectionSettings
          section={section}
          shared={shared}
          onSettings={(changes) =>
            changeGrid(doc, grid, { ...grid, settings: changed(grid.settings, changes) })
          }
          onColumns={(columns) => changeGrid(doc, grid, { ...grid, columns })}
          onClose={() => setSetting(false)}
        />
      )}
    </div>
  )
}

function Tools({
  grid,
  section,
  onSettings,
}: Pick<GridHeadProps, 'grid' | 'section'> & { onSettings: () => void }) {
  const open = useOpenReport()
  const { askAdd, showRunSet } = useReportPanels()
  const known = useRunSets()
  const toast = useToast()
  const { doc } = open.session
  const runSets: MenuItem[] = [
    ...known.map((set): MenuItem => {
      const checked = grid.runSets.includes(set.id)
      const change = checked ? removeRunSetFromGrid : addRunSetToGrid
      return {
        label: set.name || 'Unnamed run set',
        checked,
        onSelect: () => change(doc, grid.id, set.id),
      }
    }),
    ...(known.length > 0 ? (['separator'] as const) : []),
    {
      label: 'New run set',
      icon: Plus,
      onSelect: () => showRunSet(addRunSetFor(open, grid.id)),
    },
  ]
  const remove = () => {
    removeGrid(doc, grid.id)
    toast({
      title: `Deleted “${section.title}”`,
      action: { label: 'Undo', onSelect: () => void open.undo.undo() },
    })
  }
  return (
    <span className="flex opacity-0 group-focus-within/grid:opacity-100 group-hover/grid:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
      <IconButton label="Add a panel" icon={Plus} onClick={() => askAdd(grid.id)} />
      <Menu
        trigger={<IconButton label="More about these panels" icon={Ellipsis} />}
        items={[
          { label: 'Settings…', icon: Settings2, onSelect: onSettings },
          { label: 'Run sets', icon: Database, items: runSets },
          'separator',
          { label: 'Delete grid', icon: Trash2, danger: true, onSelect: remove },
        ]}
      />
    </span>
  )
}
