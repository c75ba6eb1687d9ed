'use client'

import type { ReactNode } from 'react'
import type { LEGEND_POSITIONS } from '@/lib/panels/linePanel'
import { highlight, useHighlight } from '../highlight'
import type { LegendItem } from './LinePanelController'

type Position = (typeof LEGEND_POSITIONS)[number]

/** The plot with its legend at one side. */
export function WithLegend({
  position,
  legend,
  children,
}: {
  position: Position
  legend: ReactNode
  children: ReactNode
}) {
  const beside = position === 'left' || position === 'right'
  const first = position === 'top' || position === 'left'
  return (
    <div
      className={`absolute inset-0 flex ${beside ? 'flex-row max-sm:flex-col-reverse' : 'flex-col'}`}
    >
      {first && legend}
      <div className="relative min-h-0 min-w-0 grow">{children}</div>
      {position !== 'none' && !first && legend}
    </div>
  )
}

/** What each line is; pointing at an entry lights its line everywhere, a click pins it. */
export function Legend({ items, position }: { items: readonly LegendItem[]; position: Position }) {
  const lit = useHighlight()
  const beside = position === 'left' || position === 'right'
  return (
    <ul
      aria-label="Legend"
      className={`shrink-0 overflow-auto px-3 py-1 text-12 ${beside ? 'w-max max-w-[min(40%,14rem)] max-sm:flex max-sm:max-h-16 max-sm:w-full max-sm:max-w-none max-sm:flex-wrap max-sm:gap-x-3' : 'flex max-h-16 flex-wrap gap-x-3'}`}
    >
      {items.map((item) => (
        <li key={item.id} className="min-w-0">
          <button
            type="button"
            title={item.name}
            onPointerEnter={() => highlight.set(item.run)}
            onPointerLeave={() => highlight.clear(item.run)}
            onFocus={() => highlight.set(item.run)}
            onBlur={() => highlight.clear(item.run)}
            onClick={() => highlight.togglePin(item.run)}
            className={`flex max-w-full items-center gap-1.5 rounded-sm py-0.5 ${lit === item.run ? 'font-medium text-ink' : 'text-ink-2'}`}
          >
            <LegendMark {...item} />
            <span className="min-w-0 truncate">{item.name}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function LegendMark({ color, dash, filled }: LegendItem) {
  if (filled)
    return <span aria-hidden className="size-2.5 shrink-0" style={{ background: color }} />
  return (
    <svg aria-hidden width="14" height="3" className="shrink-0">
      <line
        x2="14"
        y1="1.5"
        y2="1.5"
        stroke={color}
        strokeWidth="3"
        strokeDasharray={dash.join(' ')}
      />
    </svg>
  )
}
