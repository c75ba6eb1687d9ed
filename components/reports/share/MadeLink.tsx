'use client'

import { Button } from '@/components/ui/Button'
import { CopyButton } from '@/components/ui/CopyButton'
import type { CreatedLink } from '@/lib/api/sharing'

/** The address of a new link, which the server itself does not know any more. */
export function MadeLink({ made, onDone }: { made: CreatedLink; onDone: () => void }) {
  const address = new URL(made.path, window.location.origin).href
  const frame = `<iframe src="${address}/embed" width="800" height="600" style="border:0"></iframe>`
  return (
    <div className="flex flex-col gap-3 pt-1">
      <p className="text-ink-2">
        Copy it now: the server keeps only its fingerprint, and cannot show it again.
      </p>
      <Copyable label="Link" text={address} />
      {made.link.frameAncestors.length > 0 && (
        <Copyable label="Frame for other pages" text={frame} />
      )}
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}

function Copyable({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p className="mb-1 font-medium">{label}</p>
      <div className="flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 grow text-12 break-all">{text}</code>
        <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
      </div>
    </div>
  )
}
