import { change } from '@/lib/workspace/change'
import { placeBetween } from '@/lib/workspace/place'
import { addRunSetToGrid } from '@/lib/reports/gridChanges'
import { newRunSetId, writeNewRunSet } from '@/lib/reports/runSetChanges'
import { nextRunSetName } from '@/lib/reports/runSetNames'
import type { OpenReport } from '../document/useReport'

/** A run set of all runs of the report's project, behind the others; in a change of the caller's. */
export function writeNextRunSet({
  session,
  runSets,
}: Pick<OpenReport, 'session' | 'runSets'>): string {
  const known = runSets.get()
  const id = newRunSetId()
  const place = placeBetween(known.at(-1)?.place, undefined)
  writeNewRunSet(session.doc, { id, name: nextRunSetName(known), place })
  return id
}

/** The same for a grid that is to draw it. Answers its id. */
export function addRunSetFor(open: OpenReport, gridId: string): string {
  const { doc } = open.session
  let id = ''
  change(doc, 'Added a run set', () => {
    id = writeNextRunSet(open)
    addRunSetToGrid(doc, gridId, id)
  })
  return id
}
