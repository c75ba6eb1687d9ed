'use client'

import { columnLabel } from '@/lib/runs/columns'
import { exactColumnNumber, formatColumnNumber } from '@/lib/panels/plot/columnAxis'
import { highlight } from '../highlight'
import { differenceText, type ScalarCard, type ScalarModel } from '@/lib/panels/scalar/scalarModel'
import { sparkPoints } from '@/lib/panels/scalar/sparkPoints'

/** One big number, or one a group side by side. */
export function ScalarCards({
  model,
  sparklines,
  history,
}: {
  model: ScalarModel
  sparklines: boolean
  /** How the only run came to its number. */
  history: readonly number[] | undefined
}) {
  const { cards, isTime } = model
  if (cards.length === 1) {
    return (
      <div className="@container-size absolute inset-0 px-3 pb-3">
        <Card card={cards[0]!} isTime={isTime} sparkline={sparklines} history={history} alone />
      </div>
    )
  }
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={`${columnLabel(model.column)} by group`}
      className="absolute inset-0 grid auto-rows-min grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-4 gap-y-3 overflow-auto px-3 pb-3"
    >
      {cards.map((card) => (
        <Card key={card.key} card={card} isTime={isTime} sparkline={sparklines} />
      ))}
    </div>
  )
}

function Card({
  card,
  isTime,
  sparkline,
  history,
  alone = false,
}: {
  card: ScalarCard
  isTime: boolean
  sparkline: boolean
  history?: readonly number[] | undefined
  alone?: boolean
}) {
  const { label, value, about, difference, run } = card
  const values = card.values.length > 1 ? card.values : (history ?? [])
  const exact = value === undefined ? undefined : exactColumnNumber(value, isTime)
  return (
    <div
      className={alone ? 'flex h-full flex-col justify-center' : 'min-w-0'}
      onPointerEnter={() => run !== undefined && highlight.set(run)}
      onPointerLeave={() => run !== undefined && highlight.clear(run)}
    >
      {label && (
        <p className="truncate text-12 text-ink-2" title={label}>
          {label}
        </p>
      )}
      <p
        className="truncate font-mono leading-tight font-medium tabular-nums"
        style={{ fontSize: alone ? 'clamp(28px, min(24cqh, 13cqw), 120px)' : 20 }}
        title={exact}
      >
        {value === undefined ? '–' : formatColumnNumber(value, isTime)}
      </p>
      <p className="truncate text-12 text-ink-3" title={about}>
        {about}
      </p>
      {difference && (
        <p className="truncate text-12 text-ink-2">
          <span className="font-mono tabular-nums">{differenceText(difference)}</span> against{' '}
          {difference.to}
        </p>
      )}
      {sparkline && values.length > 1 && (
        <Sparkline values={values} className={alone ? 'mt-2 h-[18cqh] min-h-6' : 'mt-1 h-6'} />
      )}
    </div>
  )
}

const SPARK = { width: 200, height: 40 }

function Sparkline({ values, className }: { values: readonly number[]; className: string }) {
  const points = sparkPoints(values, SPARK.width, SPARK.height)
  return (
    <svg
      aria-hidden
      viewBox={`-1 -1 ${SPARK.width + 2} ${SPARK.height + 2}`}
      preserveAspectRatio="none"
      className={`w-full shrink-0 ${className}`}
    >
      <polyline
        points={points.map((point) => point.join()).join(' ')}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
