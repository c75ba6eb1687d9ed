'use client'

import { useEffect, useRef, useState } from 'react'

const WRITE_AFTER_MS = 400

/**
 * A field of the document while somebody writes in it: theirs until they pause, everybody's then. The
 * document is one field, not letters: two who write in it at once see who wrote last.
 */
export function useDraft(value: string, write: (text: string) => void) {
  const [draft, setDraft] = useState<string>()
  const pending = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | null>(null)
  const latest = useRef(write)
  useEffect(() => {
    latest.current = write
  })
  const flush = () => {
    const waiting = pending.current
    if (!waiting) return
    clearTimeout(waiting.timer)
    pending.current = null
    latest.current(waiting.text)
  }
  useEffect(
    () => () => {
      const waiting = pending.current
      if (!waiting) return
      clearTimeout(waiting.timer)
      latest.current(waiting.text)
    },
    [],
  )
  return {
    text: draft ?? value,
    onChange(text: string) {
      setDraft(text)
      if (pending.current) clearTimeout(pending.current.timer)
      pending.current = { text, timer: setTimeout(flush, WRITE_AFTER_MS) }
    },
    /** Nobody writes here any more: what the document says is shown again. */
    onBlur() {
      flush()
      setDraft(undefined)
    },
  }
}
