'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import { Checkbox } from '@/components/ui/Checkbox'
import type { PictureLook } from '@/lib/charts/types'
import { SearchField } from '@/components/ui/SearchField'
import { Switch } from '@/components/ui/Switch'
import { useTheme } from '@/components/ui/theme'
import { countOf, formatCount } from '@/lib/format/number'
import { runColor } from '@/lib/palette/runColors'
import type { RunComparerPanelSpec } from '@/lib/panels/otherPanels'
import { titleOf } from '@/lib/panels/spec'
import { comparisonRows, type ComparisonSection } from '@/lib/runs/comparison'
import { runKey } from '@/lib/workspace/access'
import { framed, type PlacedPanelProps } from '../frame/framed'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { useElementSize } from '../frame/useElementSize'
import { FormGroup } from '../runValues/FormRow'
import { comparisonCsv, comparisonSvg } from '@/lib/panels/runComparer/comparisonSvg'
import { ComparisonTable } from './ComparisonTable'
import { MOST_METADATA, MOST_RUNS } from '@/lib/panels/runComparer/comparedKeys'
import { useComparison } from './useComparison'

export const RunComparerPanel = framed<'runComparer'>(RunComparer)

const SECTIONS: readonly ComparisonSection[] = ['config', 'summary', 'metadata']
const LABELS = { config: 'Config', summary: 'Summary', metadata: 'Metadata' }
const NARROW_PX = 520

function RunComparer(panel: PlacedPanelProps<'runComparer'>) {
  const { onSpecChange, runSet, place } = panel
  const [own, setOwn] = useState<RunComparerPanelSpec>()
  // Where nothing may be kept, what one looks at is one's own.
  const spec = onSpecChange ? panel.spec : (own ?? panel.spec)
  const change = onSpecChange ?? setOwn
  const sections = spec.sections ?? SECTIONS
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => new Set(['metadata']))
  const [search, setSearch] = useState('')
  const [seen, setSeen] = useState(place.filling)
  const [onScreen, setOnScreen] = useState(place.filling)
  const onScreenChange = useCallback((now: boolean) => {
    setOnScreen(now)
    if (now) setSeen(true)
  }, [])
  const visible = panel.visible !== false
  const source = useMemo(() => ({ runs: panel.runs, runSet }), [panel.runs, runSet])
  const withMetadata = sections.includes('metadata') && !closed.has('metadata')
  const comparison = useComparison(
    source,
    sections,
    withMetadata,
    visible && seen,
    visible && onScreen,
  )
  const { runs, keys } = comparison
  const theme = useTheme()
  const colors = useMemo(() => {
    const chosen = new Map(panel.runs.map(({ id, color }) => [id, color]))
    return runs.map(({ id, number }) => {
      return runSet?.colors.get(runKey(id)) ?? chosen.get(id) ?? runColor(number, theme)
    })
  }, [runs, panel.runs, runSet, theme])
  const rows = useMemo(() => {
    const view = { onlyDifferences: spec.onlyDifferences ?? false, search, closed }
    const all = comparisonRows(keys, view)
    const known = all.some((row) => row.kind === 'section' && row.section === 'metadata')
    if (known || !sections.includes('metadata') || search !== '') return all
    // They cost a request a run, so the section is there before they are.
    const section = { kind: 'section', section: 'metadata', id: 'metadata', count: null } as const
    return [...all, { ...section, open: withMetadata }]
  }, [keys, spec.onlyDifferences, search, closed, sections, withMetadata])
  const [width, setWidth] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  useElementSize(
    body,
    useCallback((size: { width: number }) => setWidth(size.width), []),
  )
  const baseline = Math.max(
    0,
    runs.findIndex(({ name }) => name === spec.baseline),
  )
  const toggle = (id: string) => {
    const next = new Set(closed)
    if (!next.delete(id)) next.add(id)
    setClosed(next)
  }
  const title = titleOf(spec)
  const exports = useMemo(
    () => ({
      svg: (look: PictureLook) => comparisonSvg({ title, runs, colors, rows, baseline }, look),
      csv: () => comparisonCsv(runs, keys),
    }),
    [title, runs, colors, rows, baseline, keys],
  )
  return (
    <PanelFrame
      panel={{ ...panel, spec }}
      notes={[
        runs.length > 0 && countOf(runs.length, 'run'),
        comparison.total > MOST_RUNS &&
          `the first ${MOST_RUNS} of ${formatCount(comparison.total)} runs`,
        withMetadata &&
          runs.length > MOST_METADATA &&
          `metadata of the first ${MOST_METADATA} runs`,
        comparison.pending > 0 && runs.length > 0 && 'loading …',
      ]}
      settings={
        onSpecChange &&
        (() => <ComparerSettings spec={spec} onChange={onSpecChange} sections={sections} />)
      }
      exports={exports}
      onScreenChange={onScreenChange}
    >
      <div ref={body} className="absolute inset-0 flex flex-col">
        <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-3 pb-1.5">
          <SearchField
            label="Search keys and values"
            value={search}
            onChange={setSearch}
            className="w-52"
          />
          <Switch
            label="Only differences"
            checked={spec.onlyDifferences ?? false}
            onCheckedChange={(onlyDifferences) => change({ ...spec, onlyDifferences })}
          />
        </div>
        {runs.length > 0 && (
          <ComparisonTable
            runs={runs}
            colors={colors}
            rows={rows}
            baseline={baseline}
            onBaseline={({ name }) => change({ ...spec, baseline: name })}
            onToggle={toggle}
            title={title}
            narrow={width < NARROW_PX}
          />
        )}
      </div>
      {runs.length === 0 && comparison.pending === 0 && comparison.error === undefined && (
        <PanelNote>No run is drawn. Switch one on in the list.</PanelNote>
      )}
      {runs.length > 0 && keys.length > 0 && rows.every(({ kind }) => kind === 'section') && (
        <p className="pointer-events-none absolute inset-x-0 bottom-6 text-center text-ink-2">
          {search
            ? `Nothing matches “${search}”.`
            : spec.onlyDifferences && 'These runs differ in nothing that is compared here.'}
        </p>
      )}
      {runs.length === 0 && comparison.pending > 0 && comparison.error === undefined && (
        <PanelLoading />
      )}
      {comparison.error !== undefined && (
        <PanelError
          what="The values could not be loaded"
          error={comparison.error}
          onRetry={comparison.retry}
        />
      )}
    </PanelFrame>
  )
}

function ComparerSettings({
  spec,
  sections,
  onChange,
}: {
  spec: RunComparerPanelSpec
  sections: readonly ComparisonSection[]
  onChange: (spec: RunComparerPanelSpec) => void
}) {
  return (
    <FormGroup label="What is compared">
      {SECTIONS.map((section) => (
        <Checkbox
          key={section}
          label={LABELS[section]}
          checked={sections.includes(section)}
          onCheckedChange={(on) => {
            const next = SECTIONS.filter((one) => (one === section ? on : sections.includes(one)))
            onChange({ ...spec, sections: next })
          }}
        />
      ))}
      <Switch
        label="Only differences"
        checked={spec.onlyDifferences ?? false}
        onCheckedChange={(onlyDifferences) => onChange({ ...spec, onlyDifferences })}
      />
      <p className="text-12 text-ink-3">
        The flag in a run’s head makes it the one that the others are compared with.
      </p>
    </FormGroup>
  )
}
