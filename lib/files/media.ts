/** Media among a run's files. The SDK names them `media/<kind>/<key>_<step>_<hash>.<ending>`. */
import { naturalCompare } from '../text/naturalCompare'

export type MediaKind = 'image' | 'video' | 'audio' | 'other'

export interface MediaFile<T> {
  key: string
  kind: MediaKind
  /** The folder, for kinds that have no name here. */
  folder: string
  /** The SDK's step when it was logged; -1 for what only the summary has. */
  step: number
  file: T
}

const NAME = /^media\/([^/]+)\/(.+)_(\d+|summary)_[^_/]+?\.[^/]+$/
/** Parts of other media rather than media themselves. */
const PARTS = /^media\/(?:metadata|classes|serialized_data|images\/mask)\//

const KINDS: [MediaKind, RegExp][] = [
  ['image', /\.(?:png|jpe?g|gif|webp|bmp)$/i],
  ['video', /\.(?:mp4|webm|ogv)$/i],
  ['audio', /\.(?:wav|mp3|ogg|flac)$/i],
]

export function mediaFiles<T extends { name: string }>(files: readonly T[]): MediaFile<T>[] {
  return files.flatMap((file): MediaFile<T>[] => {
    const match = PARTS.test(file.name) ? null : NAME.exec(file.name)
    if (!match) return []
    const [, folder = '', key = '', step] = match
    const kind = KINDS.find(([, pattern]) => pattern.test(file.name))?.[0] ?? 'other'
    return [{ key, kind, folder, step: step === 'summary' ? -1 : Number(step), file }]
  })
}

export function mediaKeys(media: Iterable<{ key: string }>): string[] {
  return [...new Set(Array.from(media, ({ key }) => key))].sort(naturalCompare)
}

export function mediaSteps(media: Iterable<{ step: number }>): number[] {
  return [...new Set(Array.from(media, ({ step }) => step))].sort((a, b) => a - b)
}

/** What a key shows at a step: all that was logged at the last step up to it. */
export function mediaAt<T>(
  media: readonly MediaFile<T>[],
  key: string,
  step: number,
): MediaFile<T>[] {
  let last = -Infinity
  for (const one of media) {
    if (one.key === key && one.step <= step && one.step > last) last = one.step
  }
  return media.filter((one) => one.key === key && one.step === last)
}
