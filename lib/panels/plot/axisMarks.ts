/** Grid, ticks and titles of two axes, as marks. */
import type { Frame } from '../../charts/scales'
import type { ChartColors } from '../../charts/types'
import { fitText, type Mark, textWidth } from './marks'

/** The y title stands above its axis and the x title below the labels, both readable without turning. */
export function axisMarks(
  frame: Frame,
  titles: { x: string; y: string },
  colors: ChartColors,
): Mark[] {
  const { left, right, top, bottom, width } = frame
  const marks: Mark[] = []
  const rows = frame.y.ticks.map(({ value }) => Math.round(frame.y.project(value)) + 0.5)
  marks.push({
    kind: 'lines',
    paths: rows.map((y) => [left, y, right, y]),
    color: colors.line,
    width: 1,
  })
  frame.y.ticks.forEach(({ label }, i) => {
    const place = { x: left - 6, y: rows[i]! + 4 }
    marks.push({ kind: 'text', ...place, text: label, color: colors.faint, anchor: 'end' })
  })
  const ends = frame.x.ticks.map(({ value }) => frame.x.project(value))
  marks.push({
    kind: 'lines',
    paths: [[left, bottom, right, bottom], ...ends.map((x) => [x, bottom, x, bottom + 4])],
    color: colors.faint,
    width: 1,
    alpha: 0.6,
  })
  frame.x.ticks.forEach(({ label }, i) => {
    const half = textWidth(label) / 2
    const x = Math.max(half + 2, Math.min(width - half - 2, ends[i]!))
    marks.push({
      ...{ kind: 'text', x, y: bottom + 18, text: label },
      ...{ color: colors.faint, anchor: 'middle' },
    })
  })
  const room = right - 12
  marks.push(
    {
      ...{ kind: 'text', x: 12, y: top - 12, text: `↑ ${fitText(titles.y, room)}` },
      ...{ color: colors.ink, anchor: 'start' },
    },
    {
      ...{ kind: 'text', x: right, y: bottom + 35, text: `${fitText(titles.x, room)} →` },
      ...{ color: colors.ink, anchor: 'end' },
    },
  )
  return marks
}
