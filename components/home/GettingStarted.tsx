'use client'

import { PasteLines } from './PasteLines'

/** What a newcomer sees until the first run arrives. */
export function GettingStarted() {
  return (
    <section aria-labelledby="getting-started" className="mx-auto w-full max-w-160 py-6">
      <h1 id="getting-started" className="text-20">
        Log your first run
      </h1>
      <p className="mt-1 mb-6 max-w-120 text-ink-2">
        Runroom takes what the wandb package sends. Change where it sends to; your scripts stay as
        they are.
      </p>
      <PasteLines />
      <p role="status" className="mt-6 flex items-center gap-2 text-ink-2">
        <span aria-hidden className="size-2 animate-breathe rounded-full bg-running" />
        Waiting for the first run. This page opens it when it starts.
      </p>
    </section>
  )
}
