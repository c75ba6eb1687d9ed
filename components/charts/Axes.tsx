'use client'

import { AxisBottom, AxisLeft } from '@visx/axis'
import { GridRows } from '@visx/grid'
import { scaleLinear } from '@visx/scale'
import type { Frame } from '@/lib/charts/scales'

const TICK_LABEL = {
  className: 'fill-ink-3 text-12 tabular-nums',
  fontSize: undefined,
  fontFamily: undefined,
  fill: undefined,
} as const

/** Hairlines and labels around the drawn rectangle; the lines themselves are on canvas. */
export function Axes({ frame }: { frame: Frame }) {
  const { left, right, bottom, width, height } = frame
  const x = axisScale(frame.x.ticks, frame.x.project)
  const y = axisScale(frame.y.ticks, frame.y.project)
  return (
    <svg
      aria-hidden
      width={width}
      height={height}
      className="pointer-events-none absolute inset-0 select-none"
    >
      <GridRows
        scale={y.scale}
        tickValues={y.positions}
        left={left}
        width={right - left}
        stroke="var(--line)"
        strokeWidth={1}
        shapeRendering="crispEdges"
      />
      <AxisLeft
        scale={y.scale}
        tickValues={y.positions}
        left={left}
        hideAxisLine
        hideTicks
        tickLength={6}
        tickFormat={(position) => y.labels.get(Number(position)) ?? ''}
        tickLabelProps={() => ({ ...TICK_LABEL, textAnchor: 'end', dy: '0.32em', dx: 2 })}
      />
      <AxisBottom
        scale={x.scale}
        tickValues={x.positions}
        top={bottom}
        hideAxisLine
        tickStroke="var(--line-control)"
        tickLength={4}
        tickFormat={(position) => x.labels.get(Number(position)) ?? ''}
        tickLabelProps={(_value, i) => ({
          ...TICK_LABEL,
          textAnchor: anchor(x.positions[i]!, x.labels.get(x.positions[i]!) ?? '', width),
          dy: '0.25em',
        })}
      />
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke="var(--line-control)" />
      {frame.xTitle && (
        <text
          x={(left + right) / 2}
          y={height - 5}
          textAnchor="middle"
          className="fill-ink-2 text-12"
        >
          {frame.xTitle}
        </text>
      )}
      {frame.yTitle && (
        <text
          transform={`translate(13 ${(frame.top + bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
          className="fill-ink-2 text-12"
        >
          {frame.yTitle}
        </text>
      )}
    </svg>
  )
}

/** Ticks are laid out by the chart's own scales, so the axis gets their pixels. */
function axisScale(ticks: Frame['x']['ticks'], project: (value: number) => number) {
  const labels = new Map(ticks.map((tick) => [project(tick.value), tick.label]))
  const positions = [...labels.keys()]
  return { scale: scaleLinear<number>({ domain: [0, 1], range: [0, 1] }), positions, labels }
}

const HALF_LETTER_PX = 3.4

/** Labels at the ends stay inside the panel. */
function anchor(position: number, label: string, width: number): 'start' | 'middle' | 'end' {
  const half = label.length * HALF_LETTER_PX
  if (position + half > width) return 'end'
  return position < half ? 'start' : 'middle'
}
