/** Marks as an SVG file, small enough for a paper: dots of one colour are one path. */
import { escapeXml, svgPicture } from '../../charts/svg'
import type { PictureLook } from '../../charts/types'
import { FONT_PX, type Mark } from './marks'

/** With more points than this, tenths of a pixel cost more than they show. */
const MANY_POINTS = 4000

/** What draws the plot without its title, in pixels of letters of FONT_PX. */
export type Draw = (size: { width: number; height: number; lineWidth: number }) => readonly Mark[]

/** The whole picture: drawn for letters of the usual size, then scaled to the size asked for. */
export function picture(title: string, look: PictureLook, draw: Draw): string {
  const scale = look.fontSize / FONT_PX
  return svgPicture(look, { title, note: '', legend: [] }, (room) => {
    const marks = draw({
      width: room.width / scale,
      height: room.height / scale,
      lineWidth: look.lineWidth / scale,
    })
    const digits = countPoints(marks) > MANY_POINTS ? 0 : 1
    return [
      `<g transform="scale(${round(scale, 4)})" stroke-linejoin="round" stroke-linecap="round" fill="none">`,
      ...svgMarks(marks, digits),
      '</g>',
    ]
  })
}

export function svgMarks(marks: readonly Mark[], digits = 1): string[] {
  const clips: [number] = [0]
  return marks.map((mark) => svgOf(mark, digits, clips)).filter((part) => part !== '')
}

function svgOf(mark: Mark, digits: number, clips: [number]): string {
  const n = (value: number) => round(value, digits)
  switch (mark.kind) {
    case 'clip': {
      const id = `clip${clips[0]++}`
      const inner = mark.marks.map((one) => svgOf(one, digits, clips)).filter((part) => part !== '')
      if (inner.length === 0) return ''
      const box = `x="${n(mark.x)}" y="${n(mark.y)}" width="${n(mark.width)}" height="${n(mark.height)}"`
      return [
        `<clipPath id="${id}"><rect ${box}/></clipPath>`,
        `<g clip-path="url(#${id})">`,
        ...inner,
        '</g>',
      ].join('\n')
    }
    case 'rect':
      return `<rect x="${n(mark.x)}" y="${n(mark.y)}" width="${n(mark.width)}" height="${n(mark.height)}" fill="${mark.color}"${opacity('fill', mark.alpha)}/>`
    case 'area': {
      const d = pairs(mark.path, (x, y, i) => `${i === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`)
      return `<path class="area" d="${d}Z" fill="${mark.color}"${opacity('fill', mark.alpha)}/>`
    }
    case 'dots': {
      // A line of no length with round ends is a dot, and is written in a few letters.
      if (mark.points.length === 0) return ''
      const d = pairs(mark.points, (x, y) => `M${n(x)} ${n(y)}h0`)
      return `<path class="dots" d="${d}" stroke="${mark.color}" stroke-width="${round(2 * mark.radius, 2)}"${opacity('stroke', mark.alpha)}/>`
    }
    case 'rings': {
      const r = round(mark.radius, 2)
      return `<g stroke="${mark.color}" stroke-width="${round(mark.width, 2)}">${pairs(
        mark.points,
        (x, y) => `<circle cx="${n(x)}" cy="${n(y)}" r="${r}"/>`,
      )}</g>`
    }
    case 'lines': {
      if (mark.paths.length === 0) return ''
      const d = mark.paths
        .map((path) => pairs(path, (x, y, i) => `${i === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`))
        .join('')
      const dash = mark.dash?.length ? ` stroke-dasharray="${mark.dash.join(' ')}"` : ''
      return `<path class="lines" d="${d}" stroke="${mark.color}" stroke-width="${round(mark.width, 2)}"${opacity('stroke', mark.alpha)}${dash}/>`
    }
    case 'text': {
      const turn = mark.turn ? ` transform="rotate(${mark.turn} ${n(mark.x)} ${n(mark.y)})"` : ''
      const halo = mark.halo ? ` stroke="${mark.halo}" stroke-width="3" paint-order="stroke"` : ''
      const weight = mark.bold ? ' font-weight="600"' : ''
      return `<text x="${n(mark.x)}" y="${n(mark.y)}" fill="${mark.color}" font-size="${FONT_PX}" text-anchor="${mark.anchor}"${weight}${halo}${turn}>${escapeXml(mark.text)}</text>`
    }
  }
}

function pairs(
  points: readonly number[],
  write: (x: number, y: number, i: number) => string,
): string {
  let text = ''
  for (let i = 0; i + 1 < points.length; i += 2) text += write(points[i]!, points[i + 1]!, i)
  return text
}

function countPoints(marks: readonly Mark[]): number {
  let count = 0
  for (const mark of marks) {
    if (mark.kind === 'clip') count += countPoints(mark.marks)
    else if (mark.kind === 'dots') count += mark.points.length / 2
    else if (mark.kind === 'lines') {
      for (const path of mark.paths) count += path.length / 2
    }
  }
  return count
}

function opacity(what: 'fill' | 'stroke', alpha: number | undefined): string {
  return alpha === undefined || alpha === 1 ? '' : ` ${what}-opacity="${alpha}"`
}

function round(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}
