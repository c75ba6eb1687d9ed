'use client'

import type { OverlayQuery } from '@/components/panels/overlays'
import { Select } from '@/components/ui/Select'
import { displayKey } from '@/lib/metrics/keys'
import { runColor } from '@/lib/palette/runColors'

/** Which line is meant: asked only where the panel shows several. */
export function SeriesFields({
  query: { runs, keys, theme },
  run,
  shownKey,
  onRun,
  onKey,
}: {
  query: OverlayQuery
  run: number
  shownKey: string
  onRun: (id: number) => void
  onKey: (key: string) => void
}) {
  const meant = runs.find(({ id }) => id === run)
  const color = meant && (meant.color ?? runColor(meant.number, theme))
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: color }} />
      {runs.length > 1 ? (
        <Select
          label="Run"
          value={String(run)}
          onValueChange={(id) => onRun(Number(id))}
          options={runs.map(({ id, displayName }) => ({ value: String(id), label: displayName }))}
          className="min-w-0 flex-1"
        />
      ) : (
        <span className="min-w-0 truncate font-medium" title={meant?.displayName}>
          {meant?.displayName}
        </span>
      )}
      {keys.length > 1 ? (
        <Select
          label="Key"
          value={shownKey}
          onValueChange={onKey}
          options={keys.map((key) => ({ value: key, label: displayKey(key) }))}
          className="min-w-0 flex-1"
        />
      ) : (
        <span
          className="min-w-0 truncate font-mono text-12 text-ink-2"
          title={displayKey(shownKey)}
        >
          {displayKey(shownKey)}
        </span>
      )}
    </div>
  )
}
