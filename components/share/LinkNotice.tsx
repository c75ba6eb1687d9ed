import { Link2Off, PauseCircle } from 'lucide-react'
import type { LinkEnd } from '@/lib/live/shareEvents'

/** In place of a report that may not be seen any more, or not for now. */
export function LinkNotice({ why }: { why: LinkEnd }) {
  const Icon = why === 'paused' ? PauseCircle : Link2Off
  return (
    <main
      role="alert"
      className="flex min-h-[70dvh] flex-col items-center justify-center px-4 text-center"
    >
      <Icon aria-hidden className="mb-3 size-6 text-ink-3" strokeWidth={1.5} />
      <h1 className="text-14 font-medium">
        {why === 'paused'
          ? 'This link was paused by its author'
          : 'This link was withdrawn by its author'}
      </h1>
      <p className="mt-1 max-w-96 text-pretty text-ink-2">
        {why === 'paused'
          ? 'It may work again later. Ask whoever sent it to you.'
          : 'Ask whoever sent it to you for another one.'}
      </p>
    </main>
  )
}
