'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import type { Hit, Reading } from '@/components/charts/hitTest'
import { formatExactTime } from '@/lib/format/time'
import { countOf, formatCount } from '@/lib/format/number'
import { formatValue } from '@/lib/metrics/numbers'
import { formatUnitValue, type Unit } from '@/lib/metrics/units'
import { ReadingCard } from '../frame/ReadingCard'
import { readX } from './readX'
import type { Exact } from './exactReadings'
import type { LinePanelController } from './LinePanelController'
import type { Pointing } from './PanelPointer'

/** A pointer that has not moved for so long rests: exact rows are worth a request. */
const REST_MS = 120

/** Follows the pointer over one chart; renders by itself, so that the panel does not. */
export function ChartTooltip({
  controller,
  host,
}: {
  controller: LinePanelController
  host: React.RefObject<HTMLElement | null>
}) {
  const { pointer } = controller
  const pointing = useSyncExternalStore(pointer.subscribe, pointer.get, () => null)
  const [exact, setExact] = useState<{ of: Pointing; exact: Exact } | null>(null)
  useEffect(() => {
    if (!pointing) return
    let current = true
    const timer = setTimeout(() => {
      controller.exactReadings(pointing).then(
        (found) => current && setExact({ of: pointing, exact: found }),
        // The chart's own reading stays, which says itself what it is.
        () => {},
      )
    }, REST_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [controller, pointing])
  if (!pointing || pointing.hits.length === 0) return null
  const known = exact?.of === pointing ? exact.exact : null
  return createPortal(
    <Card
      pointing={pointing}
      exact={known}
      xKey={controller.xKey()}
      unit={controller.unit()}
      host={host}
    />,
    document.body,
  )
}

function Card({
  pointing,
  exact,
  xKey,
  unit,
  host,
}: {
  pointing: Pointing
  exact: Exact | null
  xKey: string
  unit: Unit
  host: React.RefObject<HTMLElement | null>
}) {
  const nearest = pointing.hits[0]!
  const reading = exact?.readings.get(nearest.line.id) ?? nearest.reading
  return (
    <ReadingCard at={pointing.at} host={host} byKeyboard={pointing.byKeyboard} className="min-w-44">
      <div className="mb-1 flex justify-between gap-4 text-ink-2">
        <span>{readX(xKey, reading.xMin, reading.xMax)}</span>
        {typeof exact?.time === 'number' && <span>{formatExactTime(exact.time * 1000)}</span>}
      </div>
      {pointing.hits.map((hit, i) => (
        <Row
          key={hit.line.id}
          hit={hit}
          reading={exact?.readings.get(hit.line.id) ?? hit.reading}
          nearest={i === 0}
          unit={unit}
        />
      ))}
      {pointing.more > 0 && (
        <div className="mt-1 text-ink-3">+{formatCount(pointing.more)} more</div>
      )}
    </ReadingCard>
  )
}

interface RowProps {
  hit: Hit
  reading: Reading
  nearest: boolean
  unit: Unit
}

function Row({ hit, reading, nearest, unit }: RowProps) {
  const { line } = hit
  const many = reading.rows > 1
  const { group } = hit.reading
  return (
    <div className={nearest ? 'font-medium text-ink' : 'text-ink-2'}>
      <div className="flex items-center gap-2">
        <svg aria-hidden width="14" height="3" className="shrink-0">
          <line
            x1="0"
            x2="14"
            y1="1.5"
            y2="1.5"
            stroke={line.color}
            strokeWidth="3"
            strokeDasharray={line.dash.join(' ')}
          />
        </svg>
        <span className="min-w-0 grow truncate">{line.name}</span>
        <span className="font-mono tabular-nums">
          {many
            ? `≈ ${formatUnitValue(reading.mean, unit, false)}`
            : valueText(reading, nearest && !group, unit)}
        </span>
      </div>
      {nearest && group && (
        <div className="pl-5.5 font-normal text-ink-3">
          {line.group!.aggregate} of {countOf(group.n, 'run')}, min <Number value={group.min} />,
          max <Number value={group.max} />, σ <Number value={group.std} />
        </div>
      )}
      {nearest && many && !line.derived && (
        <div className="pl-5.5 font-normal text-ink-3">
          mean of {formatCount(reading.rows)} rows, min <Number value={reading.min} />, max{' '}
          <Number value={reading.max} />, last <Number value={reading.last} />
        </div>
      )}
      {reading.nonFinite > 0 && (many || reading.rows === 1) && (
        <div className="pl-5.5 font-normal text-ink-3">
          {formatCount(reading.nonFinite)} NaN or infinite
        </div>
      )}
    </div>
  )
}

/** Every digit of the line pointed at; of the others as many as one compares by. */
function valueText(reading: Reading, exact: boolean, unit: Unit): string {
  if (reading.rows === 0) return 'NaN'
  return formatUnitValue(reading.last, unit, exact)
}

function Number({ value }: { value: number }) {
  return <span className="font-mono">{formatValue(value)}</span>
}
