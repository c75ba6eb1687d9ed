'use client'

import { SlidersHorizontal, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Checkbox } from '@/components/ui/Checkbox'
import { Popover } from '@/components/ui/Popover'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Slider } from '@/components/ui/Slider'
import type { SharedReport } from '@/lib/api/sharing'
import { naturalCompare } from '@/lib/text/naturalCompare'
import { useShared } from './ShareProvider'

const SCALES = [
  { value: 'author', label: 'As set' },
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const

/** What the author lets readers change for themselves; open as soon as it is there. */
export function ReaderForm({ report }: { report: SharedReport }) {
  const { controls, choices, setChoices, resetChoices, hasChoices } = useShared()
  const { hideRuns, smoothing, logScale } = controls
  const [open, setOpen] = useState(true)
  const names = hideRuns ? namesOf(report) : []
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="View"
      align="end"
      trigger={
        <Button variant="quiet" icon={SlidersHorizontal} aria-pressed={hasChoices}>
          View
        </Button>
      }
      className="w-72"
    >
      <div className="flex flex-col gap-3">
        {smoothing && (
          <div className="flex flex-col gap-1">
            <span className="flex justify-between">
              Smoothing
              <span className="font-mono text-12 text-ink-2">{choices.smoothing ?? 'as set'}</span>
            </span>
            <Slider
              label="Smoothing"
              value={choices.smoothing ?? 0}
              min={0}
              max={0.99}
              step={0.01}
              onValueChange={(value) => setChoices({ ...choices, smoothing: value })}
            />
          </div>
        )}
        {logScale && (
          <div className="flex items-center justify-between gap-2">
            Y scale
            <SegmentedControl
              label="Y scale"
              value={choices.yScale ?? 'author'}
              options={SCALES}
              onValueChange={(value) =>
                setChoices({ ...choices, yScale: value === 'author' ? null : value })
              }
            />
          </div>
        )}
        {names.length > 0 && (
          <fieldset className="flex max-h-64 flex-col overflow-y-auto">
            <legend className="mb-1">Runs</legend>
            {names.map(([name, label]) => (
              <Checkbox
                key={name}
                label={<span className="wrap-anywhere">{label}</span>}
                checked={!choices.hidden.has(name)}
                onCheckedChange={(shown) => {
                  const hidden = new Set(choices.hidden)
                  if (shown) hidden.delete(name)
                  else hidden.add(name)
                  setChoices({ ...choices, hidden })
                }}
              />
            ))}
          </fieldset>
        )}
        <Button icon={Undo2} disabled={!hasChoices} onClick={resetChoices}>
          Back to the author’s view
        </Button>
      </div>
    </Popover>
  )
}

/** Runs by their numbers, groups by their names. */
function namesOf({ grids }: SharedReport): [string, string][] {
  const names = new Map<string, string>()
  for (const { body } of grids.flatMap(({ panels }) => panels)) {
    if (body.kind !== 'line') continue
    for (const { id, label } of body.runs) names.set(String(id), label)
    for (const { label, hidden } of body.groups ?? []) if (!hidden) names.set(label, label)
  }
  return [...names].sort((a, b) => naturalCompare(a[1], b[1]))
}
