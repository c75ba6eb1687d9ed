'use client'

import { useEffect, useState } from 'react'
import { SearchField } from '@/components/ui/SearchField'
import { usePattern } from '@/components/workspace/usePattern'
import type { Runs } from './useRuns'

const SETTLED_MS = 120

/** Words or /regex/. While an expression is broken, what matched before it goes on to be shown. */
export function SearchRuns({ runs, className }: { runs: Runs; className?: string }) {
  const { access, state } = runs
  const [draft, setDraft] = useState<string>()
  const text = draft ?? state.search
  const { error } = usePattern(text)
  useEffect(() => {
    if (draft === undefined || error !== undefined) return
    const settle = () => {
      if (draft !== access.getState().search) access.setSearch(draft)
      setDraft(undefined)
    }
    const timer = setTimeout(settle, draft === '' ? 0 : SETTLED_MS)
    return () => clearTimeout(timer)
  }, [draft, error, access])
  return (
    <div className={className}>
      <SearchField
        label="Search runs"
        placeholder="Search runs, or /regex/"
        value={text}
        onChange={setDraft}
        error={error}
      />
      {error && (
        <p role="alert" className="mt-1 text-12 wrap-anywhere text-danger">
          {error}
        </p>
      )}
    </div>
  )
}
