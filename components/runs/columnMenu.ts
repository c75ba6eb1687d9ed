import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  EyeOff,
  Group,
  ListFilter,
  Pin,
  PinOff,
} from 'lucide-react'
import type { MenuItem } from '@/components/ui/Menu'
import { placeAt, shownColumns, type TableColumn } from '@/lib/runs/tableColumns'
import type { Runs } from './useRuns'

/** One step to the left or right among its like; whether there was room. */
export function moveColumn(runs: Runs, column: TableColumn, by: -1 | 1): boolean {
  const { pinned, rest } = shownColumns(runs.columns)
  const list = column.pinned ? pinned : rest
  const at = list.findIndex((one) => one.id === column.id)
  const to = by < 0 ? at - 1 : at + 2
  if (at < 0 || to < 0 || to > list.length) return false
  const place = placeAt(list, column.id, to)
  if (place) runs.access.changeColumn(column.id, { place })
  return place !== undefined
}

/** What may be done with a column, at its head. */
export function columnMenu(
  runs: Runs,
  column: TableColumn,
  onFilter: ((column: TableColumn) => void) | undefined,
): MenuItem[] {
  const { access, state } = runs
  const { id } = column
  const sortBy = (descending: boolean) => access.setSort([{ column: id, descending }])
  const grouped = state.groupBy.includes(id)
  const sort: MenuItem[] = [
    { label: 'Sort ascending', icon: ArrowUp, onSelect: () => sortBy(false) },
    { label: 'Sort descending', icon: ArrowDown, onSelect: () => sortBy(true) },
  ]
  return [
    ...sort,
    'separator',
    ...(onFilter
      ? [{ label: 'Filter by this', icon: ListFilter, onSelect: () => onFilter(column) }]
      : []),
    {
      label: grouped ? 'Stop grouping by this' : 'Group by this',
      icon: Group,
      onSelect: () =>
        access.setGroupBy(
          grouped ? state.groupBy.filter((other) => other !== id) : [...state.groupBy, id],
        ),
    },
    'separator',
    {
      label: column.pinned ? 'Unpin' : 'Pin',
      icon: column.pinned ? PinOff : Pin,
      onSelect: () => access.changeColumn(id, { pinned: !column.pinned }),
    },
    {
      label: 'Move left',
      icon: ArrowLeft,
      shortcut: 'Alt ←',
      onSelect: () => void moveColumn(runs, column, -1),
    },
    {
      label: 'Move right',
      icon: ArrowRight,
      shortcut: 'Alt →',
      onSelect: () => void moveColumn(runs, column, 1),
    },
    {
      label: 'Hide column',
      icon: EyeOff,
      onSelect: () => access.changeColumn(id, { shown: false }),
    },
  ]
}
