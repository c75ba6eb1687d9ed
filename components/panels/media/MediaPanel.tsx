'use client'

import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { PictureLook } from '@/lib/charts/types'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { Slider } from '@/components/ui/Slider'
import { useTheme } from '@/components/ui/theme'
import { api } from '@/lib/api/client'
import type { RunFile } from '@/lib/api/runs'
import { mediaAt, type MediaFile, mediaFiles, mediaKeys, mediaSteps } from '@/lib/files/media'
import { formatCount } from '@/lib/format/number'
import { runColor } from '@/lib/palette/runColors'
import type { PanelRun } from '@/lib/panels/panelRun'
import { titleOf } from '@/lib/panels/spec'
import { framed, type PlacedPanelProps } from '../frame/framed'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { MediaSettings } from './MediaSettings'
import { type SheetCard, sheetSvg } from '@/lib/panels/media/sheetSvg'
import { frameOf } from './mediaFrame'
import { mediaUrl, MediaView } from './MediaView'

export const MediaPanel = framed<'media'>(Media)

/** Files are listed run by run, so not of all runs at once. */
const RUNS_AT_FIRST = 12

export interface RunMedia {
  run: PanelRun
  color: string
  media: MediaFile<RunFile>[]
}

function Media(panel: PlacedPanelProps<'media'>) {
  const { spec, runs, onSpecChange, visible = true } = panel
  const [limit, setLimit] = useState(RUNS_AT_FIRST)
  const [chosenStep, setChosenStep] = useState<number | null>(null)
  const [seen, setSeen] = useState(panel.place.filling)
  const onScreenChange = useCallback((now: boolean) => now && setSeen(true), [])
  const theme = useTheme()
  const asked = runs.slice(0, limit)
  const answers = useQueries({
    queries: asked.map(({ id }) => ({
      queryKey: queryKeys.files(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.files(id, signal),
      enabled: seen && visible,
    })),
  })
  const stamp = answers.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  const all = useMemo(
    () =>
      asked.map((run, i): RunMedia => ({
        run,
        color: run.color ?? runColor(run.number, theme),
        media: mediaFiles(answers[i]?.data?.files ?? []),
      })),
    // The lists are other objects at every render; when they came says whether they are new.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [stamp, runs, limit, theme],
  )
  const known = useMemo(() => mediaKeys(all.flatMap(({ media }) => media)), [all])
  const keys = spec.keys.length > 0 ? spec.keys : known
  const steps = useMemo(
    () => mediaSteps(all.flatMap(({ media }) => media.filter(({ key }) => keys.includes(key)))),
    [all, keys],
  )
  const last = steps.at(-1)
  const step = chosenStep ?? last ?? 0
  const withMedia = all.filter(({ media }) => media.some(({ key }) => keys.includes(key)))
  const pending = answers.filter(({ isPending }) => isPending).length
  const failed = answers.find(({ error }) => error)
  const empty =
    runs.length === 0
      ? 'No run is drawn. Switch one on in the list.'
      : pending === 0 && withMedia.length === 0 && !failed
        ? spec.keys.length > 0
          ? `No run here has media under ${spec.keys.join(', ')} yet.`
          : 'No run here has logged images, videos or audio yet.'
        : undefined
  const cards = () =>
    keys.flatMap((key) =>
      withMedia.flatMap(({ run, color, media }) =>
        mediaAt(media, key, step).map((one): SheetCard<string> => ({
          kind: one.kind,
          source: mediaUrl(run.id, one),
          title: run.displayName,
          about: one.step >= 0 ? `${key}, step ${one.step}` : key,
          color,
        })),
      ),
    )
  const exports = { svg: (look: PictureLook) => sheetSvg(titleOf(spec), cards(), look, frameOf) }
  return (
    <PanelFrame
      panel={panel}
      exports={withMedia.length > 0 ? exports : undefined}
      notes={[
        runs.length > limit && `the first ${limit} of ${formatCount(runs.length)} runs`,
        pending > 0 && withMedia.length > 0 && 'loading …',
      ]}
      action={
        runs.length > limit && (
          <Button variant="quiet" onClick={() => setLimit(limit + RUNS_AT_FIRST)}>
            Show more runs
          </Button>
        )
      }
      settings={
        onSpecChange && (() => <MediaSettings spec={spec} known={known} onChange={onSpecChange} />)
      }
      keys="ArrowLeft ArrowRight"
      onKey={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
        if (by === undefined || steps.length === 0) return false
        const at = placeOf(steps, step)
        setChosenStep(steps[Math.max(0, Math.min(steps.length - 1, at + by))]!)
        return true
      }}
      onScreenChange={onScreenChange}
    >
      {withMedia.length > 0 && (
        <div className="absolute inset-0 flex flex-col">
          {steps.length > 1 && (
            <div className="flex shrink-0 items-center gap-3 px-3 pb-2">
              <Slider
                label="Step"
                value={placeOf(steps, step)}
                min={0}
                max={steps.length - 1}
                step={1}
                valueText={stepText(step)}
                onValueChange={(place) => setChosenStep(steps[place] ?? null)}
                className="max-w-96 grow"
              />
              <span className="w-24 shrink-0 text-right font-mono text-12 text-ink-2 tabular-nums">
                {stepText(step)}
              </span>
            </div>
          )}
          <MediaView runs={withMedia} keys={keys} step={step} spec={spec} />
        </div>
      )}
      {empty && <PanelNote>{empty}</PanelNote>}
      {!empty && withMedia.length === 0 && !failed && <PanelLoading />}
      {failed && (
        <PanelError
          what="The files could not be listed"
          error={failed.error}
          onRetry={() => void failed.refetch()}
        />
      )}
    </PanelFrame>
  )
}

/** The last step up to the one wanted. */
function placeOf(steps: readonly number[], step: number): number {
  return Math.max(
    0,
    steps.findLastIndex((one) => one <= step),
  )
}

function stepText(step: number): string {
  return step < 0 ? 'summary' : `step ${formatCount(step)}`
}
