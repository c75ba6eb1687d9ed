'use client'

import Link from 'next/link'
import { runPath } from '@/components/shell/paths'
import { CopyButton } from '@/components/ui/CopyButton'
import { RelativeTime } from '@/components/ui/RelativeTime'
import type { RunDetail } from '@/lib/api/runs'
import { countOf } from '@/lib/format/number'
import { runFacts } from '@/lib/runs/facts'

/** Sending less often than this is worth a hint. */
const OFTEN_S = 5

export function RunFacts({ detail }: { detail: RunDetail }) {
  const { run, sendIntervalS, writers, shared, steps, forkedFrom } = detail
  const slow = run.state === 'running' && sendIntervalS !== null && sendIntervalS > OFTEN_S
  return (
    <section aria-labelledby="facts">
      <h2 id="facts" className="mb-1 flex h-8 items-center text-14">
        Where it ran
      </h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4">
        {runFacts(detail).map(({ label, value, copy, mono }) => (
          <div key={label} className="group/fact contents">
            <dt className="flex min-h-7 items-center text-ink-2">{label}</dt>
            <dd className="flex min-h-7 min-w-0 items-center">
              <span className={`truncate ${mono ? 'font-mono text-12' : ''}`} title={value}>
                {value}
              </span>
              {copy && (
                <CopyButton
                  text={value}
                  label={`Copy ${label.toLowerCase()}`}
                  className="opacity-0 group-hover/fact:opacity-100 focus-visible:opacity-100"
                />
              )}
            </dd>
          </div>
        ))}
        {forkedFrom && (
          <>
            <dt className="flex min-h-7 items-center text-ink-2">Forked from</dt>
            <dd className="flex min-h-7 min-w-0 items-center gap-1.5">
              <Link
                className="truncate underline underline-offset-2"
                href={runPath(detail.entity, detail.project, forkedFrom.name)}
              >
                {forkedFrom.displayName}
              </Link>
              <span className="shrink-0 text-ink-2">at step {forkedFrom.step}</span>
            </dd>
          </>
        )}
        {shared && writers > 1 && (
          <>
            <dt className="flex min-h-7 items-center text-ink-2">Written by</dt>
            <dd className="flex min-h-7 items-center">
              {countOf(writers, 'process', 'processes')}
            </dd>
          </>
        )}
        <dt className="flex min-h-7 items-center text-ink-2">Rows logged</dt>
        <dd className="flex min-h-7 items-center tabular-nums">{countOf(steps, 'row')}</dd>
        <dt className="flex min-h-7 items-center text-ink-2">Last heard from</dt>
        <dd className="flex min-h-7 items-center">
          <RelativeTime time={run.heartbeatAt} />
        </dd>
        {sendIntervalS !== null && (
          <>
            <dt className="flex min-h-7 items-center text-ink-2">Sends</dt>
            <dd className="flex min-h-7 items-center">
              about every {Math.max(1, Math.round(sendIntervalS))} s
            </dd>
          </>
        )}
      </dl>
      {slow && (
        <p className="mt-2 rounded-md bg-warning-soft px-3 py-2 text-12 text-warning">
          Curves are as live as the client sends. With{' '}
          <code>WANDB__FILE_STREAM_TRANSMIT_INTERVAL=1</code> set before it starts, it sends every
          second.
        </p>
      )}
      {!shared && writers > 1 && (
        <p className="mt-2 rounded-md bg-warning-soft px-3 py-2 text-12 text-warning">
          {writers} processes have written this run under the same line numbers. All their rows are
          kept, in the order in which they came.
        </p>
      )}
    </section>
  )
}
