'use client'

import { api } from '@/lib/api/client'
import type { RunFile } from '@/lib/api/runs'
import { type MediaFile, mediaAt } from '@/lib/files/media'
import type { MediaPanelSpec } from '@/lib/panels/otherPanels'
import { highlight } from '../highlight'
import type { RunMedia } from './MediaPanel'

interface MediaViewProps {
  runs: readonly RunMedia[]
  keys: readonly string[]
  /** What was logged last up to this step is shown. */
  step: number
  spec: MediaPanelSpec
}

/** Media of runs: one after the other, or runs down and keys across. */
export function MediaView(props: MediaViewProps) {
  const { keys, spec } = props
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={`Media: ${keys.join(', ')}`}
      className="min-h-0 grow overflow-auto px-3 pb-3"
    >
      {spec.layout === 'grid' ? <Grid {...props} /> : <Gallery {...props} />}
    </div>
  )
}

function Gallery({ runs, keys, step, spec }: MediaViewProps) {
  const cards = keys.flatMap((key) =>
    runs.flatMap((one) =>
      mediaAt(one.media, key, step).map((media) => ({ id: media.file.name, key, one, media })),
    ),
  )
  if (cards.length === 0) return <NothingYet />
  const template = spec.columns
    ? `repeat(${spec.columns}, minmax(0, 1fr))`
    : 'repeat(auto-fill, minmax(min(10rem, 100%), 1fr))'
  return (
    <ul className="grid gap-3" style={{ gridTemplateColumns: template }}>
      {cards.map(({ id, key, one, media }) => (
        <li key={`${one.run.id}/${id}`} {...lighting(one)}>
          <Medium runId={one.run.id} media={media} name={`${key} of ${one.run.displayName}`} />
          <p className="mt-1 flex items-center gap-1.5 text-12">
            <Dot color={one.color} />
            <span className="min-w-0 truncate" title={one.run.displayName}>
              {one.run.displayName}
            </span>
          </p>
          <p className="truncate text-12 text-ink-3" title={key}>
            {key}
            {media.step >= 0 && `, step ${media.step}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Grid({ runs, keys, step }: MediaViewProps) {
  return (
    <table className="border-separate border-spacing-2 text-12">
      <thead>
        <tr>
          <td />
          {keys.map((key) => (
            <th key={key} scope="col" className="max-w-48 truncate text-left font-medium">
              {key}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((one) => (
          <tr key={one.run.id} {...lighting(one)}>
            <th scope="row" className="max-w-40 text-left align-top font-normal">
              <span className="flex items-center gap-1.5">
                <Dot color={one.color} />
                <span className="truncate" title={one.run.displayName}>
                  {one.run.displayName}
                </span>
              </span>
            </th>
            {keys.map((key) => (
              <td key={key} className="w-48 min-w-32 align-top">
                {mediaAt(one.media, key, step).map((media) => (
                  <Medium
                    key={media.file.name}
                    runId={one.run.id}
                    media={media}
                    name={`${key} of ${one.run.displayName}`}
                  />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A file that is uploaded anew has another address, so that the picture changes with it. */
export function mediaUrl(runId: number, { file }: MediaFile<RunFile>): string {
  return `${api.fileUrl(runId, file.name)}?v=${Date.parse(file.updatedAt)}`
}

function Medium({
  runId,
  media,
  name,
}: {
  runId: number
  media: MediaFile<RunFile>
  name: string
}) {
  const { file, kind, folder } = media
  const url = mediaUrl(runId, media)
  if (kind === 'image') {
    return (
      <a href={url} target="_blank" rel="noopener noreferrer" className="block">
        <img
          src={url}
          alt={name}
          loading="lazy"
          className="w-full rounded-sm bg-sunken object-contain [image-rendering:auto]"
        />
      </a>
    )
  }
  if (kind === 'video') {
    return <video src={url} aria-label={name} controls preload="metadata" className="w-full" />
  }
  if (kind === 'audio') {
    return <audio src={url} aria-label={name} controls preload="none" className="w-full" />
  }
  return (
    <div className="grid min-h-24 place-items-center rounded-sm bg-sunken p-3 text-center text-12 text-ink-2">
      <p>
        Media of the kind {folder} are not shown here yet.{' '}
        <a
          href={api.fileUrl(runId, file.name, true)}
          className="text-accent underline underline-offset-2"
        >
          Download
        </a>
      </p>
    </div>
  )
}

function NothingYet() {
  return <p className="py-6 text-center text-ink-2">Nothing was logged up to this step.</p>
}

function Dot({ color }: { color: string }) {
  return (
    <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: color }} />
  )
}

const lighting = ({ run }: RunMedia) => ({
  onPointerEnter: () => highlight.set(run.id),
  onPointerLeave: () => highlight.clear(run.id),
})
