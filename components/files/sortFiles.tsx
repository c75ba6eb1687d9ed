import { ArrowDown, ArrowUp } from 'lucide-react'
import { cx } from '@/components/ui/cx'
import type { RunFile } from '@/lib/api/runs'
import { naturalCompare } from '@/lib/text/naturalCompare'

export interface FileSort {
  by: 'name' | 'sizeBytes' | 'updatedAt'
  descending: boolean
}

export function sortFiles(files: readonly RunFile[], { by, descending }: FileSort): RunFile[] {
  const compare = (a: RunFile, b: RunFile) => {
    if (by === 'sizeBytes') return a.sizeBytes - b.sizeBytes
    if (by === 'updatedAt') return Date.parse(a.updatedAt) - Date.parse(b.updatedAt)
    return naturalCompare(a.name, b.name)
  }
  const sorted = [...files].sort((a, b) => compare(a, b) || naturalCompare(a.name, b.name))
  return descending ? sorted.reverse() : sorted
}

/** The head of a column that orders the table. */
export function SortHeader({
  label,
  by,
  sort,
  onSort,
  className,
}: {
  label: string
  by: FileSort['by']
  sort: FileSort
  onSort: (sort: FileSort) => void
  className?: string
}) {
  const active = sort.by === by
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  return (
    <th
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={cx('h-7 font-normal', by !== 'name' && 'text-right', className)}
    >
      <button
        type="button"
        className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
        onClick={() => onSort({ by, descending: active && !sort.descending })}
      >
        {label}
        {active && <Arrow aria-hidden className="size-3" />}
      </button>
    </th>
  )
}
