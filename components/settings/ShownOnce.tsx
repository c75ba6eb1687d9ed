'use client'

import { CopyButton } from '@/components/ui/CopyButton'

/** A key at the one moment it can be read. */
export function ShownOnce({ apiKey }: { apiKey: string }) {
  return (
    <>
      <p className="text-ink-2">
        Copy it now: it is stored only as a fingerprint and cannot be shown again.
      </p>
      <div className="mt-3 flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 grow text-12 wrap-anywhere select-all">{apiKey}</code>
        <CopyButton text={apiKey} label="Copy key" />
      </div>
    </>
  )
}
