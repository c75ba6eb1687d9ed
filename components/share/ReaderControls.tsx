'use client'

import { SlidersHorizontal } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import type { SharedReport } from '@/lib/api/sharing'
import { useShared } from './ShareProvider'

const ReaderForm = dynamic(() => import('./ReaderForm').then((m) => m.ReaderForm), {
  loading: () => <ViewButton />,
})

function ViewButton({ pressed = false, onClick }: { pressed?: boolean; onClick?: () => void }) {
  return (
    <Button variant="quiet" icon={SlidersHorizontal} aria-pressed={pressed} onClick={onClick}>
      View
    </Button>
  )
}

/** The way to what readers may change, where there is something: loaded when somebody wants it. */
export function ReaderControls({ report }: { report: SharedReport }) {
  const { controls, hasChoices } = useShared()
  const [wanted, setWanted] = useState(false)
  const lines = report.grids.some(({ panels }) => panels.some(({ body }) => body.kind === 'line'))
  const { hideRuns, smoothing, logScale } = controls
  if (!lines || !(hideRuns || smoothing || logScale)) return null
  if (wanted) return <ReaderForm report={report} />
  return <ViewButton pressed={hasChoices} onClick={() => setWanted(true)} />
}
