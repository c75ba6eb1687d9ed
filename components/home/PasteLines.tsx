'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '@/components/shell/useSession'
import { Button } from '@/components/ui/Button'
import { CopyButton } from '@/components/ui/CopyButton'
import { errorMessage } from '@/components/ui/ErrorState'
import { api } from '@/lib/api/client'

const KEY_PLACE = '<your API key>'

const EXAMPLE = `import random, time, wandb

with wandb.init(project="my-first-project") as run:
    for step in range(200):
        run.log({"loss": 1 / (step + 1) + random.random() * 0.02})
        time.sleep(0.2)`

/** What to paste into the shell one trains in, and a script to try it with. */
export function PasteLines() {
  const { data: session } = useSession()
  const [key, setKey] = useState<string>()
  const make = useMutation({
    mutationFn: () => api.createApiKey('getting started'),
    onSuccess: (created) => setKey(created.key),
  })
  const lines = [
    `export WANDB_BASE_URL=${session?.baseUrl ?? ''}`,
    `export WANDB_API_KEY=${key ?? KEY_PLACE}`,
    'export WANDB__FILE_STREAM_TRANSMIT_INTERVAL=1',
  ].join('\n')
  return (
    <ol className="space-y-5">
      <Step number={1} title="Install the SDK, if it is not there yet">
        <Snippet text="pip install wandb" label="Copy command" />
      </Step>
      <Step number={2} title="Point it here: paste into the shell you train in">
        <Snippet text={lines} label="Copy lines" />
        {key === undefined ? (
          <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">
            <Button busy={make.isPending} onClick={() => make.mutate()}>
              Create a key for these lines
            </Button>
            or use one you have. npm start printed one, too.
          </p>
        ) : (
          <p className="mt-2 text-ink-2">
            The key is shown this once. You can revoke it under Settings, API keys.
          </p>
        )}
        {make.isError && (
          <p role="alert" className="mt-2 text-danger">
            The key could not be created: {errorMessage(make.error)}
          </p>
        )}
      </Step>
      <Step number={3} title="Run your script as it is, or try this one">
        <Snippet text={EXAMPLE} label="Copy script" />
      </Step>
    </ol>
  )
}

function Step({
  number,
  title,
  children,
}: {
  number: number
  title: string
  children: React.ReactNode
}) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className="grid size-5 shrink-0 place-items-center rounded-full bg-hover text-12 font-medium text-ink-2 tabular-nums"
      >
        {number}
      </span>
      <div className="min-w-0 grow">
        <p className="mb-2 font-medium">{title}</p>
        {children}
      </div>
    </li>
  )
}

function Snippet({ text, label }: { text: string; label: string }) {
  return (
    <div className="relative">
      <pre
        tabIndex={0}
        aria-label={label.replace('Copy ', 'The ')}
        className="overflow-x-auto rounded-md border border-line bg-sunken py-2.5 pr-11 pl-3 text-12 leading-5"
      >
        {text}
      </pre>
      <CopyButton text={text} label={label} className="absolute top-1.5 right-1.5 bg-sunken" />
    </div>
  )
}
