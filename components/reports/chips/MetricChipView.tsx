'use client'

import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { Snowflake } from 'lucide-react'
import { useState } from 'react'
import { highlight } from '@/components/panels/highlight'
import { Button } from '@/components/ui/Button'
import { Popover } from '@/components/ui/Popover'
import { formatExact } from '@/lib/metrics/numbers'
import { CHIP_PICKS, chipInWords, type MetricChip, readChip } from '@/lib/reports/metricChip'
import { isColumnId } from '@/lib/runs/columns'
import { useRunSets } from '../document/reportContext'
import { ChipForm } from './ChipForm'
import { useChip } from './useChip'

/** A number in the text that follows its runs. Pointing at it lights the run that it is of. */
export function MetricChipView({ node, editor, selected, updateAttributes }: ReactNodeViewProps) {
  const attrs = attributesOf(node.attrs)
  const chip = readChip(node.attrs)
  const { runSet, value, error } = useChip(attrs.runSetId, chip)
  const known = useRunSets().find(({ id }) => id === attrs.runSetId)
  const [open, setOpen] = useState(false)
  // One that was just put here by this person shows nothing yet, and is selected a moment later.
  const [asked, setAsked] = useState(false)
  if (selected && !chip && !asked && editor.isEditable) {
    setAsked(true)
    setOpen(true)
  }
  const words = chip ? chipInWords(chip, known?.name ?? '', value) : 'A number of a run set'
  const said = [
    known ? words : 'Its run set was deleted',
    value?.run && `${value.run.displayName}: ${formatExact(value.value ?? NaN)}`,
    known?.frozen && 'Frozen',
    error !== undefined && 'It could not be loaded',
  ]
  const title = said.filter(Boolean).join('. ')
  const light = (on: boolean) => highlight.set(on ? (value?.run?.id ?? null) : null)
  const face = (
    <>
      {chip ? (value?.text ?? '…') : 'number'}
      {known?.frozen && <Snowflake aria-hidden className="ml-1 inline size-3 align-[-1px]" />}
    </>
  )
  const looks = {
    title,
    className: 'metric-chip',
    onPointerEnter: () => light(true),
    onPointerLeave: () => light(false),
  }
  return (
    <NodeViewWrapper as="span">
      {editor.isEditable ? (
        <Popover
          label="Number of a run set"
          open={open}
          onOpenChange={(next) => {
            setOpen(next)
            if (!next) editor.commands.focus()
          }}
          className="w-84"
          trigger={
            <button type="button" aria-label={`${value?.text ?? ''} ${title}`.trim()} {...looks}>
              {face}
            </button>
          }
        >
          <ChipForm
            chip={attrs}
            runSet={runSet}
            onChange={(change: Partial<MetricChip>) => updateAttributes(change)}
          />
          <div className="mt-3 flex items-center justify-between gap-3 text-12 text-ink-3">
            <span role="status">{chip ? title : 'Choose a value'}</span>
            <Button
              variant="primary"
              onClick={() => {
                setOpen(false)
                editor.commands.focus()
              }}
            >
              Done
            </Button>
          </div>
        </Popover>
      ) : (
        <span {...looks}>{face}</span>
      )}
    </NodeViewWrapper>
  )
}

/** Each by itself: a chip that is being chosen has not all of them. */
function attributesOf(attrs: Record<string, unknown>) {
  const column = String(attrs['column'])
  return {
    runSetId: String(attrs['runSetId']),
    column: isColumnId(column) ? column : null,
    pick: CHIP_PICKS.find((pick) => pick === attrs['pick']) ?? 'max',
  }
}
