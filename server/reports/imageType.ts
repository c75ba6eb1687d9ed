/** What a picture is, by its first bytes: names and headers may say anything. */

export interface ImageType {
  mime: string
  ending: string
}

const ascii = (text: string) => Buffer.from(text, 'latin1')

const TYPES: readonly (ImageType & {
  starts: readonly (readonly [at: number, bytes: Buffer])[]
})[] = [
  { mime: 'image/png', ending: 'png', starts: [[0, ascii('\x89PNG\r\n\x1a\n')]] },
  { mime: 'image/jpeg', ending: 'jpg', starts: [[0, ascii('\xff\xd8\xff')]] },
  { mime: 'image/gif', ending: 'gif', starts: [[0, ascii('GIF8')]] },
  {
    mime: 'image/webp',
    ending: 'webp',
    starts: [
      [0, ascii('RIFF')],
      [8, ascii('WEBP')],
    ],
  },
]

/** Undefined for all else, SVG among it, which could run something. */
export function imageType(bytes: Buffer): ImageType | undefined {
  return TYPES.find(({ starts }) =>
    starts.every(([at, start]) => bytes.subarray(at, at + start.length).equals(start)),
  )
}
