'use client'

import { FileUp } from 'lucide-react'
import { type DragEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/Dialog'
import { TextArea } from '@/components/ui/TextField'
import type { ReportItem } from '@/lib/api/reports'
import { reportsApi } from '@/lib/api/reportsClient'
import { formatCount } from '@/lib/format/number'
import { MAX_MARKDOWN } from '@/lib/reports/limits'

export interface ImportDialogProps {
  entity: string
  project: string
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The report is there. */
  onCreated: (report: ReportItem) => void
}

const ACCEPTED = '.md,.markdown,.txt,text/markdown,text/plain'

/** A report out of Markdown: a file that is chosen or dropped, or text that is pasted. */
export function ImportDialog(props: ImportDialogProps) {
  const { open, onOpenChange } = props
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Import Markdown"
      description="A heading at the beginning becomes the title. HTML is kept as text."
      className="max-w-160!"
    >
      {open && <ImportForm {...props} />}
    </Dialog>
  )
}

function ImportForm({ entity, project, onOpenChange, onCreated }: ImportDialogProps) {
  const input = useId()
  const [markdown, setMarkdown] = useState('')
  const [file, setFile] = useState<string>()
  const [over, setOver] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const take = async (chosen: File | undefined) => {
    if (!chosen) return
    setError(undefined)
    // Letters take one byte at least: what is larger need not be read.
    if (chosen.size > 4 * MAX_MARKDOWN) {
      setError(
        `${chosen.name} is larger than the ${formatCount(MAX_MARKDOWN)} letters of a report.`,
      )
      return
    }
    const text = await chosen.text()
    if (text.includes('\0')) {
      setError(`${chosen.name} is no text.`)
      return
    }
    setFile(chosen.name)
    setMarkdown(text)
  }
  const create = async () => {
    setBusy(true)
    setError(undefined)
    try {
      onCreated(await reportsApi.create(entity, project, { markdown }))
      onOpenChange(false)
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
      setBusy(false)
    }
  }
  const tooLong = markdown.length > MAX_MARKDOWN
  const dropping = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      void take(event.dataTransfer.files[0])
    },
  }
  return (
    <form
      className="mt-3 space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <label
        htmlFor={input}
        {...dropping}
        className={cx(
          'flex cursor-pointer flex-col items-center gap-1 rounded-md border border-dashed px-3 py-5 text-center hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent',
          over ? 'border-accent bg-selected' : 'border-line-control',
        )}
      >
        <FileUp aria-hidden className="size-5 text-ink-3" />
        <span className="font-medium">{file ?? 'Choose a file, or drop one here'}</span>
        <span className="text-12 text-ink-2">Markdown or plain text</span>
        <input
          id={input}
          type="file"
          accept={ACCEPTED}
          className="sr-only"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      <TextArea
        label="Or paste it here"
        value={markdown}
        rows={8}
        placeholder="# Title"
        inputClassName="font-mono text-12 max-sm:text-16"
        {...(tooLong
          ? { error: `This is more than the ${formatCount(MAX_MARKDOWN)} letters of a report.` }
          : {})}
        onChange={(event) => {
          setFile(undefined)
          setMarkdown(event.target.value)
        }}
      />
      {error && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button type="button" onClick={() => onOpenChange(false)}>
          Cancel
        </Button>
        <Button
          type="submit"
          variant="primary"
          busy={busy}
          disabled={markdown.trim() === '' || tooLong}
        >
          Import
        </Button>
      </div>
    </form>
  )
}
