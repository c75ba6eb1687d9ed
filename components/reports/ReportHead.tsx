'use client'

import type { KeyboardEvent } from 'react'
import { MAX_DESCRIPTION, MAX_TITLE } from '@/lib/reports/limits'
import { changeSettings } from '@/lib/reports/settings'
import { useOpenReport, useReportSettings } from './document/reportContext'
import { useDraft } from './useDraft'

/** Title and description, above the text. */
export function ReportHead({ onLeave }: { onLeave: () => void }) {
  const { session, readOnly } = useOpenReport()
  const { title, description } = useReportSettings()
  const titleDraft = useDraft(title, (text) => {
    if (text !== title) changeSettings(session.doc, { title: text.replace(/\s+/g, ' ').trim() })
  })
  const about = useDraft(description, (text) => {
    if (text !== description) changeSettings(session.doc, { description: text })
  })
  if (readOnly) {
    return (
      <header className="mb-5">
        <h1 className="text-28 font-semibold wrap-anywhere">{title || 'Untitled report'}</h1>
        {description !== '' && (
          <p className="mt-1 text-14 wrap-anywhere whitespace-pre-wrap text-ink-2">{description}</p>
        )}
      </header>
    )
  }
  const onTitleKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    const { selectionEnd, value } = event.currentTarget
    const leaves =
      event.key === 'Enter' || (event.key === 'ArrowDown' && selectionEnd === value.length)
    if (!leaves) return
    event.preventDefault()
    onLeave()
  }
  return (
    <header className="mb-5">
      <h1 className="sr-only">{titleDraft.text || 'Untitled report'}</h1>
      <textarea
        aria-label="Title"
        rows={1}
        value={titleDraft.text}
        maxLength={MAX_TITLE}
        placeholder="Untitled report"
        onChange={({ target }) => titleDraft.onChange(target.value.replace(/\n/g, ' '))}
        onBlur={titleDraft.onBlur}
        onKeyDown={onTitleKey}
        className="field-sizing-content block w-full resize-none bg-transparent text-28 font-semibold outline-none"
      />
      <textarea
        aria-label="Description"
        rows={1}
        value={about.text}
        maxLength={MAX_DESCRIPTION}
        placeholder="What this report is about"
        onChange={({ target }) => about.onChange(target.value)}
        onBlur={about.onBlur}
        className="mt-1 field-sizing-content block w-full resize-none bg-transparent text-14 text-ink-2 outline-none"
      />
    </header>
  )
}
