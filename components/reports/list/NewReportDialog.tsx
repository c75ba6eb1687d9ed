'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { reportPath } from '@/components/shell/paths'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/Dialog'
import { TextField } from '@/components/ui/TextField'
import { reportsApi } from '@/lib/api/reportsClient'
import { MAX_TITLE } from '@/lib/reports/limits'
import { TEMPLATE_CHOICES } from './templates'

export interface NewReportDialogProps {
  entity: string
  project: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** A title, and what to begin with. */
export function NewReportDialog({ entity, project, open, onOpenChange }: NewReportDialogProps) {
  const router = useRouter()
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState(0)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const create = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const { template } = TEMPLATE_CHOICES[chosen]!
      const wanted = title.trim() === '' ? {} : { title }
      const report = await reportsApi.create(entity, project, { ...wanted, template })
      router.push(reportPath(report))
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Create report"
      className="max-w-160!"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" busy={busy} onClick={() => void create()}>
            Create report
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <TextField
          label="Title"
          value={title}
          maxLength={MAX_TITLE}
          placeholder={
            TEMPLATE_CHOICES[chosen]!.template ? TEMPLATE_CHOICES[chosen]!.label : 'Untitled report'
          }
          onChange={(event) => setTitle(event.target.value)}
          className="mt-1"
        />
        <fieldset className="mt-4">
          <legend className="mb-1.5 font-medium">Begin with</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {TEMPLATE_CHOICES.map(({ label, about, outline, icon: Icon }, i) => (
              <label
                key={label}
                className={cx(
                  'flex cursor-pointer gap-2.5 rounded-md border p-2.5 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent',
                  i === chosen ? 'border-accent bg-selected' : 'border-line-control',
                )}
              >
                <input
                  type="radio"
                  name="template"
                  className="sr-only"
                  checked={i === chosen}
                  onChange={() => setChosen(i)}
                />
                <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
                <span className="min-w-0">
                  <span className="block font-medium">{label}</span>
                  <span className="block text-12 text-ink-2">{about}</span>
                  {outline.length > 0 && (
                    <span className="mt-1 block text-12 text-ink-3">{outline.join(' · ')}</span>
                  )}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        {error && (
          <p role="alert" className="mt-3 text-danger">
            {error}
          </p>
        )}
        {/* Enter in the title creates. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
