'use client'

import { ChartNoAxesCombined, Plus } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useElementSize } from '@/components/panels/frame/useElementSize'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { Skeleton } from '@/components/ui/Skeleton'
import { FullScreenPanel } from '@/components/workspace/FullScreenPanel'
import type { CellShared } from '@/components/workspace/grid/PanelCell'
import { PanelShelf } from '@/components/workspace/grid/PanelShelf'
import { useDrafts, withDrafts } from '@/components/workspace/grid/specDrafts'
import type { PanelGrid } from '@/lib/reports/grids'
import type { Section } from '@/lib/workspace/arrange'
import { HEIGHT_UNIT, type Shelf } from '@/lib/workspace/layout'
import { useGrid } from '../document/reportContext'
import { type ResolvedRunSet, useReportRunSets } from '../runSets/resolvedRunSets'
import { GridCaption } from './GridCaption'
import { GridHead } from './GridHead'
import { gridSection } from './gridSection'
import { gridShelf } from './gridShelf'
import { useReportPanels } from './reportPanels'
import { useGridShared } from './useGridShared'

/** A grid of live panels in the text of a report. */
export function GridBlock({ id }: { id: string }) {
  const grid = useGrid(id)
  if (!grid) {
    return <p className="py-2 text-12 text-ink-3">These panels were deleted.</p>
  }
  return <Grid grid={grid} />
}

function Grid({ grid }: { grid: PanelGrid }) {
  const sets = useReportRunSets(grid.runSets)
  const { drafts, fullScreen, setFullScreen } = useReportPanels()
  const shared = useGridShared(sets)
  const drafted = useDrafts(drafts)
  const stored = useMemo(() => gridSection(grid), [grid])
  const section = useMemo(() => withDrafts(stored, drafted), [stored, drafted])
  const filling = section.panels.find(({ spec }) => spec.id === fullScreen)?.spec
  const ofSection = useMemo(
    (): CellShared => ({ ...shared, defaults: { ...shared.defaults, ...section.settings } }),
    [shared, section.settings],
  )
  const waiting = grid.runSets.length > 0 && !sets.some(({ ready, error }) => ready || error)
  return (
    <div
      role="group"
      aria-label={`Panels: ${section.title}`}
      data-grid={grid.id}
      className="group/grid my-1 min-w-0 font-sans text-13"
    >
      {/* Between the report's title and those of its panels, whatever headings its text has. */}
      <h2 className="sr-only">{section.title}</h2>
      <GridHead grid={grid} section={section} sets={sets} shared={shared} />
      <Panels {...{ section, sets, shared, waiting }} />
      <GridCaption grid={grid} />
      <FullScreenPanel spec={filling} shared={ofSection} onClose={() => setFullScreen(null)} />
    </div>
  )
}

interface PanelsProps {
  section: Section
  sets: readonly ResolvedRunSet[]
  shared: CellShared
  waiting: boolean
}

function Panels({ section, shared, waiting }: PanelsProps) {
  const root = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useElementSize(
    root,
    useCallback((size: { width: number }) => setWidth(size.width), []),
  )
  const shelf = useMemo(() => gridShelf(section, width), [section, width])
  return (
    <div ref={root} className="min-w-0">
      {section.panels.length === 0 ? (
        <EmptyGrid section={section} />
      ) : width === 0 ? null : waiting ? (
        <Waiting shelf={shelf} />
      ) : (
        <PanelShelf className="gap-y-3" {...{ section, shelf, shared }} />
      )}
    </div>
  )
}

function EmptyGrid({ section }: { section: Section }) {
  const { actions, askAdd } = useReportPanels()
  return (
    <div data-section={section.id} className="rounded-md border border-dashed border-line-strong">
      <EmptyState
        icon={ChartNoAxesCombined}
        title="No panels here yet"
        className="py-6!"
        action={
          actions && (
            <Button icon={Plus} onClick={() => askAdd(section.id)}>
              Add panel
            </Button>
          )
        }
      >
        {actions && 'Add one, or drag one here from another grid.'}
      </EmptyState>
    </div>
  )
}

/** As large as the panels will be, so that nothing jumps when the runs are known. */
function Waiting({ shelf }: { shelf: Shelf<unknown & object> }) {
  return (
    <div
      role="status"
      aria-label="Loading runs"
      className="grid gap-3"
      style={{ gridTemplateColumns: 'repeat(24, minmax(0, 1fr))' }}
    >
      {shelf.items.map(({ x, w, h }, i) => (
        <div
          key={i}
          className="rounded-md border border-line bg-raised p-3"
          style={{ gridColumn: `${x + 1} / span ${w}`, height: h * HEIGHT_UNIT }}
        >
          <Skeleton className="w-1/3" />
        </div>
      ))}
    </div>
  )
}
