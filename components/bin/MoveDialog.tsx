'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useHome } from '@/components/live/useHome'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { errorMessage } from '@/components/ui/ErrorState'
import { Select } from '@/components/ui/Select'
import { useToast } from '@/components/ui/Toasts'
import { api } from '@/lib/api/client'
import { type NamedRun, namesOf } from './useRunActions'

export interface MoveDialogProps {
  /** Where the runs are now. */
  entity: string
  project: string
  /** None while the dialog is closed. */
  runs: readonly NamedRun[]
  onClose: () => void
  onMoved?: (entity: string, project: string) => void
}

/** Asks for another project of those one may write in. */
export function MoveDialog({ entity, project, runs, onClose, onMoved }: MoveDialogProps) {
  const home = useHome()
  const client = useQueryClient()
  const toast = useToast()
  const [chosen, setChosen] = useState<string>()
  const places = (home.data?.projects ?? []).filter(
    (other) => other.canWrite && !(other.entity === entity && other.name === project),
  )
  const place = places.find((other) => String(other.id) === chosen) ?? places[0]
  const close = () => {
    move.reset()
    onClose()
  }
  const move = useMutation({
    mutationFn: async () => {
      if (!place) return
      const ids = runs.map((run) => run.id)
      await api.moveRuns(ids, place.entity, place.name)
      toast({ title: `Moved ${namesOf(runs)} to ${place.entity}/${place.name}`, tone: 'success' })
      await client.invalidateQueries()
      onMoved?.(place.entity, place.name)
    },
    onSuccess: onClose,
  })
  return (
    <Dialog
      open={runs.length > 0}
      onOpenChange={(open) => !open && close()}
      title={`Move ${namesOf(runs)} to another project`}
      description="Rows, console and files go along; the old address leads to the new one."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            busy={move.isPending}
            disabled={!place}
            onClick={() => move.mutate()}
          >
            Move
          </Button>
        </>
      }
    >
      {place ? (
        <Select
          label="Project"
          className="mt-3 w-full"
          value={String(place.id)}
          options={places.map((other) => ({
            value: String(other.id),
            label: `${other.entity}/${other.name}`,
          }))}
          onValueChange={setChosen}
        />
      ) : (
        <p className="mt-3 text-ink-2">
          {home.isPending
            ? 'Looking for projects …'
            : 'There is no other project in which you may write. A run that is logged to a new name makes one.'}
        </p>
      )}
      {move.isError && (
        <p role="alert" className="mt-2 text-danger">
          {errorMessage(move.error)}
        </p>
      )}
    </Dialog>
  )
}
