'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { groupReading, type Reading, readingAt } from '@/components/charts/hitTest'
import type { ChartLine } from '@/lib/charts/types'
import { entriesWithin } from '@/lib/metrics/domains'
import { formatExact, formatValue } from '@/lib/metrics/numbers'
import { xAxisLabel } from '@/lib/panels/linePanel'
import type { LinePanelController } from './LinePanelController'
import { readBareX } from './readX'

const ROW_PX = 28

interface TableRow {
  xMin: number
  xMax: number
  /** By column; absent where the line has nothing there. */
  readings: (Reading | undefined)[]
}

/** What the chart draws, as numbers: one column a line, one row for each x. */
export function DataTable({
  controller,
  title,
}: {
  controller: LinePanelController
  title: string
}) {
  // As it was when the table was opened; rows that move while one reads them help nobody.
  const [lines] = useState(() => controller.getChart()?.getLines() ?? [])
  const [domain] = useState(() => controller.getChart()?.getPicture()?.frame.x.domain)
  const rows = useMemo(() => tableRows(lines, domain), [lines, domain])
  const scroller = useRef<HTMLDivElement>(null)

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  })
  const items = virtualizer.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  const xKey = controller.xKey()
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={`Data of ${title}`}
      className="absolute inset-0 overflow-auto bg-raised text-12"
    >
      <table className="min-w-full border-separate border-spacing-0" aria-rowcount={rows.length}>
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} left-0 z-10 text-left`}>
              {xAxisLabel(xKey)}
            </th>
            {lines.map((line) => (
              <th key={line.id} scope="col" title={line.name} className={`${HEAD} text-right`}>
                <span className="inline-block max-w-40 truncate align-bottom">{line.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="font-mono tabular-nums">
          {above > 0 && <tr style={{ height: above }} />}
          {items.map(({ index }) => (
            <tr key={index} aria-rowindex={index + 1} style={{ height: ROW_PX }}>
              <th
                scope="row"
                className="sticky left-0 bg-raised px-3 text-left font-normal whitespace-nowrap text-ink-2"
              >
                {readBareX(xKey, rows[index]!.xMin, rows[index]!.xMax)}
              </th>
              {rows[index]!.readings.map((reading, i) => (
                <td key={lines[i]!.id} className="px-3 text-right whitespace-nowrap">
                  {reading && cellText(reading)}
                </td>
              ))}
            </tr>
          ))}
          {below > 0 && <tr style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  )
}

const HEAD = 'sticky top-0 bg-raised border-b border-line px-3 py-1 font-medium whitespace-nowrap'

function cellText(reading: Reading): string {
  const { group } = reading
  if (group) {
    const value = formatValue(reading.last)
    return `${value} (${formatValue(group.min)} to ${formatValue(group.max)}, n ${group.n})`
  }
  if (reading.rows === 0) return 'NaN'
  if (reading.rows === 1) return formatExact(reading.last)
  const { mean, min, max } = reading
  return `${formatValue(mean)} (${formatValue(min)} to ${formatValue(max)})`
}

function tableRows(
  lines: readonly ChartLine[],
  domain: readonly [number, number] | undefined,
): TableRow[] {
  if (!domain) return []
  const rows = new Map<string, TableRow>()
  lines.forEach((line, column) => {
    const { buckets } = line.reads ?? line.result
    const { from, to } = entriesWithin(buckets, domain)
    for (let i = from; i < to; i++) {
      const xMin = buckets.xMin[i]!
      const xMax = buckets.xMax[i]!
      if (xMax < domain[0] || xMin > domain[1]) continue
      const place = `${xMin} ${xMax}`
      let row = rows.get(place)
      if (!row) {
        row = { xMin, xMax, readings: Array<Reading | undefined>(lines.length).fill(undefined) }
        rows.set(place, row)
      }
      row.readings[column] = { ...readingAt(buckets, i), group: groupReading(line, i) }
    }
  })
  return [...rows.values()].sort((a, b) => a.xMin - b.xMin || a.xMax - b.xMax)
}
