/** Numbers as a picture: big, with what they are of. */
import { fitted, LETTER_EM, px, svgPicture, svgText } from '../../charts/svg'
import { SvgPath } from '../../charts/svgPath'
import type { PictureLook } from '../../charts/types'
import { formatColumnNumber } from '../plot/columnAxis'
import { differenceText, type ScalarCard, type ScalarModel } from './scalarModel'
import { sparkPoints } from './sparkPoints'

const PAD = 12

export function scalarSvg(
  title: string,
  { cards, isTime }: ScalarModel,
  sparklines: boolean,
  look: PictureLook,
): string {
  return svgPicture(look, { title, note: '', legend: [] }, ({ width, height }) => {
    const columns = Math.ceil(Math.sqrt((cards.length * width) / (2 * height)))
    const rows = Math.ceil(cards.length / columns)
    const cell = { width: (width - 2 * PAD) / columns, height: height / rows }
    return cards.map((card, i) => {
      const x = PAD + (i % columns) * cell.width
      const y = Math.floor(i / columns) * cell.height
      const place = { x, y, ...cell }
      return `<g class="card">${drawCard(card, isTime, place, sparklines, look)}</g>`
    })
  })
}

interface Place {
  x: number
  y: number
  width: number
  height: number
}

function drawCard(
  card: ScalarCard,
  isTime: boolean,
  { x, y, width, height }: Place,
  sparkline: boolean,
  { fontSize, colors, lineWidth }: PictureLook,
): string {
  const number = card.value === undefined ? '–' : formatColumnNumber(card.value, isTime)
  const big = Math.min(height * 0.4, (width * 0.9) / (number.length * LETTER_EM), fontSize * 6)
  const line = fontSize * 1.4
  const text = (content: string, at: number, fill: string) =>
    svgText({ x, y: at, text: fitted(content, width - PAD, fontSize), fill, size: fontSize })
  const parts = [
    card.label ? text(card.label, y + line, colors.ink) : '',
    svgText({
      x,
      y: y + line + big,
      text: number,
      fill: colors.ink,
      size: Math.round(big),
      weight: 600,
    }),
    text(card.about, y + 2 * line + big, colors.faint),
    card.difference
      ? text(
          `${differenceText(card.difference)} against ${card.difference.to}`,
          y + 3 * line + big,
          colors.faint,
        )
      : '',
  ]
  const top = y + (card.difference ? 3.6 : 2.6) * line + big
  if (sparkline && card.values.length > 1 && y + height - top > 12) {
    const path = new SvgPath()
    const points = sparkPoints(card.values, width - PAD, Math.min(y + height - top - 6, width / 4))
    points.forEach(([px_, py], i) =>
      i === 0 ? path.moveTo(x + px_, top + py) : path.lineTo(x + px_, top + py),
    )
    parts.push(
      `<path class="spark" d="${path}" fill="none" stroke="${colors.faint}" stroke-width="${px(lineWidth)}"/>`,
    )
  }
  return parts.join('')
}
