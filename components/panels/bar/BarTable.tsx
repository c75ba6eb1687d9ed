'use client'

import { formatExact, formatValue } from '@/lib/metrics/numbers'
import { columnLabel } from '@/lib/runs/columns'
import { NumbersTable } from '../plot/NumbersTable'
import type { BarModel } from '@/lib/panels/bar/barModel'

export function BarTable({ model, title }: { model: BarModel; title: string }) {
  const columns = ['Name', ...model.columns.map(columnLabel)]
  const rows = model.places.map(({ key, label, cells }) => ({
    key,
    cells: [
      label,
      ...cells.map((cell) => {
        if (!cell) return ''
        const { n, min, max } = cell.summary
        if (n === 1) return formatExact(cell.value)
        return `${formatValue(cell.value)} (${formatValue(min)} to ${formatValue(max)}, n ${n})`
      }),
    ],
  }))
  return <NumbersTable title={title} columns={columns} rows={rows} />
}
