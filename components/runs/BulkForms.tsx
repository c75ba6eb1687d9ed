'use client'

import { type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { fieldClass } from '@/components/ui/Field'
import { Popover } from '@/components/ui/Popover'
import type { ColumnId } from '@/lib/runs/columns'
import { parseTags } from './rowParts'
import { useCompletions } from './useCompletions'
import type { Runs } from './useRuns'

interface FormProps {
  runs: Runs
  /** One button. */
  trigger: ReactNode
}

function ValueField({
  runs,
  label,
  column,
  value,
  onChange,
}: {
  runs: Runs
  label: string
  column: ColumnId
  value: string
  onChange: (text: string) => void
}) {
  const listId = useId()
  const prefix = value.split(',').at(-1)!.trim()
  const { data = [] } = useCompletions(runs, column, prefix)
  return (
    <>
      <input
        type="text"
        aria-label={label}
        placeholder={label}
        autoFocus
        value={value}
        list={listId}
        maxLength={256}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        className={fieldClass(false, 'h-7')}
      />
      <datalist id={listId}>
        {data.map(({ value: text }) => (
          <option key={String(text)} value={String(text)} />
        ))}
      </datalist>
    </>
  )
}

/** Tags to add to, or take from, the selected runs. */
export function TagForm({
  runs,
  trigger,
  onAdd,
  onRemove,
}: FormProps & { onAdd: (tags: string[]) => void; onRemove: (tags: string[]) => void }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const tags = parseTags(text)
  const finish = (act: (tags: string[]) => void) => {
    if (tags.length === 0) return
    act(tags)
    setText('')
    setOpen(false)
  }
  return (
    <Popover
      label="Tags of the selected runs"
      align="end"
      className="w-72"
      open={open}
      onOpenChange={setOpen}
      trigger={trigger}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          finish(onAdd)
        }}
      >
        <ValueField
          runs={runs}
          label="Tags, separated by commas"
          column="run:tags"
          value={text}
          onChange={setText}
        />
        <div className="mt-2 flex justify-end gap-2">
          <Button disabled={tags.length === 0} onClick={() => finish(onRemove)}>
            Remove
          </Button>
          <Button type="submit" variant="primary" disabled={tags.length === 0}>
            Add
          </Button>
        </div>
      </form>
    </Popover>
  )
}

/** The group that the selected runs are put into, or none. */
export function GroupForm({
  runs,
  trigger,
  onGroup,
}: FormProps & { onGroup: (group: string | null) => void }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const group = text.trim()
  const finish = (value: string | null) => {
    onGroup(value)
    setText('')
    setOpen(false)
  }
  return (
    <Popover
      label="Group of the selected runs"
      align="end"
      className="w-72"
      open={open}
      onOpenChange={setOpen}
      trigger={trigger}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (group !== '') finish(group)
        }}
      >
        <ValueField runs={runs} label="Group" column="run:group" value={text} onChange={setText} />
        <div className="mt-2 flex justify-end gap-2">
          <Button onClick={() => finish(null)}>No group</Button>
          <Button type="submit" variant="primary" disabled={group === ''}>
            Set group
          </Button>
        </div>
      </form>
    </Popover>
  )
}
