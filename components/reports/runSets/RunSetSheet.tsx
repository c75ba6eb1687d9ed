'use client'

import { Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { Sheet } from '@/components/ui/Sheet'
import { useToast } from '@/components/ui/Toasts'
import { removeRunSet } from '@/lib/reports/runSetChanges'
import { useOpenReport, useRunSets } from '../document/reportContext'
import { useReportRunSet } from './resolvedRunSets'
import { RunSetFields } from './RunSetFields'
import { RunSetRuns } from './RunSetRuns'

/** One run set beside the page: what it is called, whose runs, and which of them. */
export function RunSetSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const open = useOpenReport()
  const set = useRunSets().find((one) => one.id === id)
  const resolved = useReportRunSet(id)
  const toast = useToast()
  const name = set?.name || 'Unnamed run set'
  const remove = () => {
    if (!set) return
    onClose()
    removeRunSet(open.session.doc, set)
    toast({
      title: `Deleted the run set “${name}”`,
      action: { label: 'Undo', onSelect: () => void open.undo.undo() },
    })
  }
  return (
    <Sheet open beside onOpenChange={(next) => !next && onClose()} title={name}>
      {!set ? (
        <p className="p-4 text-ink-3">This run set was deleted.</p>
      ) : (
        <div className="flex h-full flex-col">
          <RunSetFields set={set} resolved={resolved} />
          <div className="flex min-h-80 grow flex-col border-t border-line">
            <RunSetRuns resolved={resolved} />
          </div>
          {!open.readOnly && (
            <div className="border-t border-line p-4">
              <Button icon={Trash2} onClick={remove}>
                Delete run set
              </Button>
            </div>
          )}
        </div>
      )}
    </Sheet>
  )
}
