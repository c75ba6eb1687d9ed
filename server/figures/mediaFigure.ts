import { Resvg } from '@resvg/resvg-js'
import { mediaAt, type MediaFile, mediaFiles, mediaKeys, mediaSteps } from '@/lib/files/media'
import { runColor } from '@/lib/palette/runColors'
import { type FrameOf, type SheetCard, sheetSvg } from '@/lib/panels/media/sheetSvg'
import { titleOf } from '@/lib/panels/spec'
import type { RunFile } from '../db'
import type { RunFiles } from '../files'
import type { Draw } from './drawing'
import { runsOf } from './runValues'

/** As many as a panel shows at first: files are listed run by run. */
const MOST_RUNS = 12
/** What is larger is named, not shown. */
const MOST_SOURCE_BYTES = 16 * 1024 * 1024
/** Parts of a frame's side, until it is small enough. */
const SCALES = [1, 0.7, 0.5, 0.35, 0.25]

export const drawMedia: Draw<'media'> = async (spec, context) => {
  const { files } = context.services
  const runs = runsOf(context.runSets).slice(0, MOST_RUNS)
  const all = await Promise.all(
    runs.map(async (run) => ({ run, media: mediaFiles(await files.list(run.id)) })),
  )
  const known = mediaKeys(all.flatMap(({ media }) => media))
  const keys = spec.keys.length > 0 ? spec.keys : known
  const shown = all.flatMap(({ media }) => media.filter(({ key }) => keys.includes(key)))
  if (shown.length === 0) {
    const what = spec.keys.length > 0 ? `media under ${spec.keys.join(', ')}` : 'media'
    return { empty: `No run here has logged ${what} yet.` }
  }
  const step = mediaSteps(shown).at(-1) ?? 0
  return {
    svg: ({ theme, ...look }) => {
      const cards = keys.flatMap((key) =>
        all.flatMap(({ run, media }) => {
          const color = run.color ?? runColor(run.number, theme)
          return mediaAt(media, key, step).map((one) => cardOf(one, run.displayName, color))
        }),
      )
      return sheetSvg(titleOf(spec), cards, { ...look, theme }, frames(files))
    },
    data: () => ({ csv: '' }),
  }
}

function cardOf(one: MediaFile<RunFile>, title: string, color: string): SheetCard<RunFile> {
  const about = one.step >= 0 ? `${one.key}, step ${one.step}` : one.key
  return { kind: one.kind, source: one.file, title, about, color }
}

/** The picture as it is where that is small, else drawn anew at the size of its frame. */
function frames(files: RunFiles): FrameOf<RunFile> {
  return async ({ kind, source }, side, bytes, ground) => {
    if (kind !== 'image' || source.sizeBytes > MOST_SOURCE_BYTES) return undefined
    const url = `data:${source.mimeType};base64,${(await files.readBytes(source.blobKey)).toString('base64')}`
    if (url.length <= bytes) return url
    const made = SCALES.map((scale) => () => shrunk(url, Math.round(side * scale), ground))
    let last: string | undefined
    for (const make of made) {
      last = make()
      if (last === undefined || last.length <= bytes) return last
    }
    return last
  }
}

/** Undefined of what is no picture after all. */
function shrunk(url: string, side: number, ground: string): string | undefined {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="${ground === 'none' ? '#ffffff' : ground}"/><image width="${side}" height="${side}" href="${url}"/></svg>`
  try {
    const png = new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()
    return `data:image/png;base64,${png.toString('base64')}`
  } catch {
    return undefined
  }
}
