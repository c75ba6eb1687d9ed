'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { useToast } from '@/components/ui/Toasts'
import { countOf } from '@/lib/format/number'
import { contentOf } from '@/lib/reports/document'
import {
  deleteUnplaced,
  putBack,
  shownGrids,
  type Unplaced,
  unplacedOf,
} from '@/lib/reports/unplaced'
import { useOpenReport } from '../document/reportContext'

/** Long enough that a block that is being moved, or undone, is no loss. */
const SETTLED_MS = 1500
const NOTHING: Unplaced = { grids: [], panels: [] }

/** At the end of the report: panels whose place somebody took away. Nothing while there are none. */
export function UnplacedTray() {
  const open = useOpenReport()
  const { grids, panels } = useUnplaced()
  const toast = useToast()
  const { doc } = open.session
  const count =
    panels.length + grids.reduce((sum, grid) => sum + Math.max(1, grid.panels.length), 0)
  if (count === 0 || open.readOnly) return null
  const remove = () => {
    deleteUnplaced(doc)
    toast({
      title: `Deleted ${countOf(count, 'panel')}`,
      action: { label: 'Undo', onSelect: () => void open.undo.undo() },
    })
  }
  return (
    <section
      aria-label="Panels without a place"
      className="relative -mt-[24vh] mb-[20vh] flex flex-wrap items-center gap-2 rounded-md border border-dashed border-line-strong px-3 py-2 text-13 text-ink-2"
    >
      <p className="min-w-0 grow">
        {countOf(count, 'panel')} lost {count === 1 ? 'its' : 'their'} place in the text.
      </p>
      <Button onClick={() => putBack(doc)}>Put back</Button>
      <Button variant="quiet" onClick={remove}>
        Delete
      </Button>
    </section>
  )
}

function useUnplaced(): Unplaced {
  const { session, grids } = useOpenReport()
  const [unplaced, setUnplaced] = useState(NOTHING)
  useEffect(() => {
    const { doc } = session
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const next = unplacedOf(grids.get(), shownGrids(doc))
      const empty = next.grids.length + next.panels.length === 0
      setUnplaced(empty ? NOTHING : next)
    }
    const changed = () => {
      clearTimeout(timer)
      timer = setTimeout(look, SETTLED_MS)
    }
    changed()
    const content = contentOf(doc)
    content.observeDeep(changed)
    const stop = grids.subscribe(changed)
    return () => {
      clearTimeout(timer)
      content.unobserveDeep(changed)
      stop()
    }
  }, [session, grids])
  return unplaced
}
