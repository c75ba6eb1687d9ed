/** Hairlines, ticks, labels and titles of a frame's two axes, for files. */
import { px, svgText } from './svg'
import type { Frame } from './scales'
import type { ChartColors } from './types'

export function svgAxes(frame: Frame, colors: ChartColors): string[] {
  const { left, right, top, bottom, fontSize } = frame
  const rows = frame.y.ticks.flatMap(({ value, label }) => {
    const y = Math.round(frame.y.project(value)) + 0.5
    return [
      `<line x1="${left}" x2="${px(right)}" y1="${y}" y2="${y}" stroke="${colors.line}"/>`,
      svgText({
        x: left - 6,
        y: y + fontSize / 3,
        text: label,
        fill: colors.faint,
        size: fontSize,
        anchor: 'end',
      }),
    ]
  })
  const columns = frame.x.ticks.map(({ value, label }) =>
    svgText({
      x: frame.x.project(value),
      y: bottom + fontSize * 1.5,
      text: label,
      fill: colors.faint,
      size: fontSize,
      anchor: 'middle',
    }),
  )
  const titles = [
    frame.xTitle
      ? svgText({
          x: (left + right) / 2,
          y: frame.height - fontSize * 0.4,
          text: frame.xTitle,
          fill: colors.faint,
          size: fontSize,
          anchor: 'middle',
        })
      : '',
    frame.yTitle
      ? svgText({
          x: fontSize,
          y: (top + bottom) / 2,
          text: frame.yTitle,
          fill: colors.faint,
          size: fontSize,
          anchor: 'middle',
          rotate: -90,
        })
      : '',
  ]
  return [
    ...rows,
    `<line x1="${left}" x2="${px(right)}" y1="${px(bottom + 0.5)}" y2="${px(bottom + 0.5)}" stroke="${colors.faint}"/>`,
    ...columns,
    ...titles.filter((title) => title !== ''),
  ]
}
