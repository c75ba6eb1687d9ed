'use client'

import { TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import { SearchField } from '@/components/ui/SearchField'
import { formatCount } from '@/lib/format/number'
import { titleOf } from '@/lib/panels/spec'
import { type ColumnId, columnLabel } from '@/lib/runs/columns'
import { importanceCaveats, LEAST_RUNS } from '@/lib/stats/importance'
import { framed, type PlacedPanelProps } from '../frame/framed'
import type { PanelExports } from '../frame/panelExport'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { picture } from '@/lib/panels/plot/marksSvg'
import { ColumnPicker } from '../runValues/ColumnPicker'
import { useRunColumns } from '../runValues/useRunColumns'
import { useRunPanel } from '../runValues/useRunPanel'
import { ImportanceSettings } from './ImportanceSettings'
import { ImportanceTable } from './ImportanceTable'
import {
  configParameters,
  importanceCsv,
  importanceMarks,
  importanceRows,
  type ImportanceSort,
  methodText,
  MOST_PARAMETERS,
  signColors,
} from '@/lib/panels/importance/importanceRows'
import { useImportance } from './useImportance'

export const ImportancePanel = framed<'importance'>(Importance)

const NONE: readonly ColumnId[] = []

function Importance(panel: PlacedPanelProps<'importance'>) {
  const { spec, onSpecChange } = panel
  const source = useMemo(
    () => ({ runs: panel.runs, runSet: panel.runSet }),
    [panel.runs, panel.runSet],
  )
  const catalog = useRunColumns(source, spec.target !== null)
  const all = useMemo(
    () => spec.parameters ?? configParameters(catalog.data ?? []),
    [spec.parameters, catalog.data],
  )
  const columns = useMemo(() => {
    if (!spec.target || all.length === 0) return NONE
    return [...new Set([spec.target, ...all.slice(0, MOST_PARAMETERS)])]
  }, [spec.target, all])
  const { values, theme, notes, onScreenChange } = useRunPanel(panel, columns)
  const correlation = spec.correlation ?? 'spearman'
  const { result, progress } = useImportance(values.table, spec.target, correlation)
  const [search, setSearch] = useState('')
  const [ownSort, setOwnSort] = useState<ImportanceSort>()
  const sort = (onSpecChange ? undefined : ownSort) ?? spec.sort ?? 'importance'
  const rows = useMemo(
    () => (result ? importanceRows(result, sort, search) : []),
    [result, sort, search],
  )
  const exports = useMemo((): PanelExports | undefined => {
    if (!result || rows.length === 0) return undefined
    return {
      svg: (look) => {
        const signs = signColors(look.theme)
        return picture(titleOf(spec), look, (size) =>
          importanceMarks(rows, size, look.colors, [signs.positive, signs.negative]),
        )
      },
      csv: () => importanceCsv(rows),
    }
  }, [spec, result, rows])
  const error = values.error ?? catalog.error ?? undefined
  const settings = onSpecChange
    ? () => <ImportanceSettings spec={spec} source={source} onChange={onSpecChange} />
    : undefined
  const more =
    all.length > MOST_PARAMETERS &&
    `the ${MOST_PARAMETERS} most frequent of ${formatCount(all.length)} config keys`
  return (
    <PanelFrame
      panel={panel}
      notes={[progress !== undefined && `Working, ${Math.round(progress * 100)} %`, more, ...notes]}
      settings={settings}
      exports={exports}
      onScreenChange={onScreenChange}
    >
      {result && spec.target && (
        <div className="absolute inset-0 flex flex-col">
          <div className="flex shrink-0 items-center gap-2 px-3 pb-1.5">
            <SearchField
              label="Search parameters"
              value={search}
              onChange={setSearch}
              className="w-44"
            />
            <span className="min-w-0 truncate text-12 text-ink-3">
              n = {formatCount(result.n)}, r² = {result.r2.toFixed(2)}
            </span>
          </div>
          <div
            className="min-h-0 grow overflow-auto"
            tabIndex={0}
            role="region"
            aria-label={titleOf(spec)}
          >
            <ImportanceTable
              rows={rows}
              sort={sort}
              onSort={(next) => {
                if (onSpecChange) onSpecChange({ ...spec, sort: next })
                else setOwnSort(next)
              }}
              colors={signColors(theme)}
              title={titleOf(spec)}
            />
            {rows.length === 0 && (
              <p className="px-3 py-4 text-center text-ink-2">
                {search
                  ? `No parameter matches “${search}”.`
                  : 'No config key differs between these runs.'}
              </p>
            )}
            <Footnotes
              method={methodText(result, correlation)}
              caveats={importanceCaveats(result, spec.target)}
            />
          </div>
        </div>
      )}
      {!spec.target && (
        <PanelNote
          action={
            onSpecChange && (
              <ColumnPicker
                label="Target"
                source={source}
                value={null}
                wanted="number"
                onChange={(target) => onSpecChange({ ...spec, target })}
                className="w-52"
              />
            )
          }
        >
          What should be explained? Choose a number of the summary, such as the final loss.
        </PanelNote>
      )}
      {spec.target && result === null && (
        <PanelNote>
          {columnLabel(spec.target)} says nothing here: at least {LEAST_RUNS} drawn runs must have
          it, and it must differ between them.
        </PanelNote>
      )}
      {spec.target && catalog.data && all.length === 0 && (
        <PanelNote>
          {spec.parameters
            ? 'No parameter is chosen.'
            : 'These runs have no config, so nothing can explain a difference.'}
        </PanelNote>
      )}
      {spec.target && columns.length > 0 && result === undefined && error === undefined && (
        <PanelLoading />
      )}
      {error !== undefined && (
        <PanelError
          what="The values could not be loaded"
          error={error}
          onRetry={() => {
            values.retry()
            void catalog.refetch()
          }}
        />
      )}
    </PanelFrame>
  )
}

/** How it was worked out, and what to keep in mind: below the numbers, always in sight of whoever reads on. */
function Footnotes({ method, caveats }: { method: string; caveats: readonly string[] }) {
  return (
    <div className="space-y-1 px-3 py-2 text-12 text-ink-3">
      {caveats.map((caveat) => (
        <p key={caveat} className="flex gap-1.5 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {caveat}
        </p>
      ))}
      <p>{method}</p>
    </div>
  )
}
