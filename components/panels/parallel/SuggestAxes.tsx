'use client'

import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { fetchRunValues } from '@/lib/api/runValuesClient'
import { isInternalKey } from '@/lib/metrics/keys'
import { type ColumnId, parseColumnId } from '@/lib/runs/columns'
import { useRunColumns } from '../runValues/useRunColumns'
import { questionsOf, type RunSource, tablesOf } from '../runValues/useRunValues'
import type { AxisSpec } from '@/lib/panels/parallel/parallelModel'

const MOST_LOOKED_AT = 60
const MOST_CONFIG = 5

/** Axes to begin with: config keys that differ between runs, and the numeric summary key most runs have. */
export function SuggestAxes({
  source,
  onAxes,
}: {
  source: RunSource
  onAxes: (axes: AxisSpec[]) => void
}) {
  const catalog = useRunColumns(source)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const questions = questionsOf(source)
  const suggest = async () => {
    const { data } = catalog
    if (questions.length === 0 || !data) return
    const of = (section: string) =>
      data
        .filter(({ id }) => {
          const { section: own, path } = parseColumnId(id)
          return own === section && !isInternalKey(path)
        })
        .sort((a, b) => b.count - a.count)
    const config = of('config')
      .filter(({ kind }) => kind !== 'other' && kind !== 'list')
      .slice(0, MOST_LOOKED_AT)
      .map(({ id }) => id)
    const target = of('summary').find(({ kind }) => kind === 'number')?.id
    setBusy(true)
    setFailed(false)
    try {
      const answers = await Promise.all(
        questions.map(({ entity, project, query }) =>
          fetchRunValues(entity, project, { ...query, columns: config }),
        ),
      )
      const table = tablesOf({ columns: config, answers }, source.runSet)?.known
      if (!table) return setFailed(true)
      const axes: ColumnId[] = config.filter((id) => {
        const column = table.columns.get(id)!
        if (column.kind !== 'category') return new Set(column.numbers).size > 1
        // Text that differs in every run tells nothing.
        const { length } = column.categories
        return length > 1 && length < column.values.length
      })
      const chosen = [...axes.slice(0, MOST_CONFIG), ...(target ? [target] : [])]
      if (chosen.length > 1) onAxes(chosen.map((column) => ({ column })))
      else setFailed(true)
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  if (failed) return <p>Nothing differs between these runs; choose columns in the settings.</p>
  return (
    <Button icon={Sparkles} busy={busy || catalog.isPending} onClick={() => void suggest()}>
      Suggest axes
    </Button>
  )
}
