'use client'

import { useMemo } from 'react'
import { columnLabel } from '@/lib/runs/columns'
import { NAME_COLUMN, type TableColumn } from '@/lib/runs/tableColumns'
import type { Runs } from './useRuns'

const NAME: TableColumn = {
  id: NAME_COLUMN,
  label: columnLabel(NAME_COLUMN),
  section: 'run',
  hint: undefined,
  kind: 'text',
  shown: true,
  pinned: true,
  width: 0,
  place: ['', ''],
  count: undefined,
}

/** Everything one may sort, group and filter by. */
export function useColumnsWithName({ columns }: Runs): readonly TableColumn[] {
  return useMemo(() => [NAME, ...columns], [columns])
}
