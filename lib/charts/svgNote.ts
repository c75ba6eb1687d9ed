import { px, svgPicture, svgText } from './svg'
import { lettersAcross } from './svgTable'
import type { PictureLook } from './types'

/** A picture that says why there is no other: its title, and a sentence in the middle. */
export function svgNote(title: string, sentence: string, look: PictureLook): string {
  const { fontSize, colors } = look
  return svgPicture(look, { title, note: '', legend: [] }, ({ width, height }) => {
    const lines = broken(sentence, lettersAcross(look))
    const leading = fontSize * 1.5
    const top = height / 2 - ((lines.length - 1) * leading) / 2
    return lines.map((text, i) =>
      svgText({
        ...{ x: Number(px(width / 2)), y: top + i * leading, text, fill: colors.faint },
        ...{ size: fontSize, anchor: 'middle' },
      }),
    )
  })
}

/** Lines of at most so many letters, broken between words where that is possible. */
export function broken(text: string, most: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = ['']
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const line = lines.at(-1)!
      if (line !== '' && line.length + 1 + word.length > most) lines.push(word)
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
    }
    return lines
  })
}
