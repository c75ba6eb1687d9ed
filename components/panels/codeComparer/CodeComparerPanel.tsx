'use client'

import { useQueries } from '@tanstack/react-query'
import { ArrowLeftRight } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { PictureLook } from '@/lib/charts/types'
import { queryKeys } from '@/components/live/queryKeys'
import { IconButton } from '@/components/ui/IconButton'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import { api } from '@/lib/api/client'
import type { CodeComparerPanelSpec } from '@/lib/panels/otherPanels'
import type { PanelRun } from '@/lib/panels/panelRun'
import { framed, type PlacedPanelProps } from '../frame/framed'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import { comparedFiles, comparedRuns, firstFile } from '@/lib/panels/codeComparer/codeFiles'
import { differenceSvg } from '@/lib/panels/codeComparer/differenceSvg'
import { FileComparison, useComparedTexts } from './FileComparison'

export const CodeComparerPanel = framed<'codeComparer'>(CodeComparer)

const LAYOUTS = [
  { value: 'split', label: 'Side by side' },
  { value: 'unified', label: 'Unified' },
] as const

function CodeComparer(panel: PlacedPanelProps<'codeComparer'>) {
  const { runs, onSpecChange } = panel
  const [own, setOwn] = useState<CodeComparerPanelSpec>()
  const spec = onSpecChange ? panel.spec : (own ?? panel.spec)
  const change = onSpecChange ?? setOwn
  const [seen, setSeen] = useState(panel.place.filling)
  const onScreenChange = useCallback((now: boolean) => now && setSeen(true), [])
  const [left, right] = comparedRuns(spec, runs)
  const enabled = seen && panel.visible !== false
  const [leftFiles, rightFiles] = useQueries({
    queries: [left, right].map((run) => ({
      queryKey: queryKeys.files(run?.id ?? 0),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.files(run!.id, signal),
      enabled: enabled && run !== undefined,
    })),
  })
  const files = useMemo(
    () => comparedFiles(leftFiles?.data?.files ?? [], rightFiles?.data?.files ?? []),
    [leftFiles?.data, rightFiles?.data],
  )
  const file = files.find(({ name }) => name === spec.file) ?? firstFile(files)
  const error = leftFiles?.error ?? rightFiles?.error
  const pending = leftFiles?.isPending || rightFiles?.isPending
  const layout = spec.layout ?? 'split'
  const setRuns = (a: string, b: string) => change({ ...spec, runs: [a, b] })
  const { before, after } = useComparedTexts(left?.id, right?.id, enabled ? file : undefined)
  const exports = {
    svg: (look: PictureLook) => {
      const [a, b] = [before.content?.text, after.content?.text]
      if (!left || !right || !file || a === undefined || b === undefined) return ''
      const names = [left.displayName, right.displayName] as const
      const title = spec.title ?? file.label
      return differenceSvg({ title, names, before: a, after: b, layout }, look)
    },
  }
  return (
    <PanelFrame panel={{ ...panel, spec }} exports={exports} onScreenChange={onScreenChange}>
      {left && right ? (
        <div className="absolute inset-0 flex flex-col">
          <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-3 pb-2">
            <RunSelect
              label="Left run"
              runs={runs}
              value={left.name}
              onChange={(name) => setRuns(name, right.name)}
            />
            <IconButton
              label="Exchange the two runs"
              icon={ArrowLeftRight}
              onClick={() => setRuns(right.name, left.name)}
            />
            <RunSelect
              label="Right run"
              runs={runs}
              value={right.name}
              onChange={(name) => setRuns(left.name, name)}
            />
            {file && (
              <Select
                label="File"
                value={file.name}
                options={files.map(({ name, label, left: a, right: b }) => ({
                  value: name,
                  label: a && b ? label : `${label} (only ${a ? 'left' : 'right'})`,
                }))}
                onValueChange={(name) => change({ ...spec, file: name })}
                className="max-w-56"
              />
            )}
            <SegmentedControl
              label="Layout"
              value={layout}
              options={LAYOUTS}
              onValueChange={(next) => change({ ...spec, layout: next })}
            />
          </div>
          <div className="relative min-h-0 grow overflow-auto">
            {file && <FileComparison runs={[left.id, right.id]} file={file} layout={layout} />}
            {!file && !pending && !error && (
              <PanelNote>
                Neither run has saved code. Runs save it with{' '}
                <code className="text-ink">
                  wandb.init(settings=wandb.Settings(save_code=True))
                </code>{' '}
                or <code className="text-ink">run.log_code()</code>.
              </PanelNote>
            )}
            {!file && pending && !error && <PanelLoading />}
            {error && (
              <PanelError
                what="The files could not be listed"
                error={error}
                onRetry={() => {
                  void leftFiles?.refetch()
                  void rightFiles?.refetch()
                }}
              />
            )}
          </div>
        </div>
      ) : (
        <PanelNote>
          {runs.length === 0
            ? 'No run is drawn. Switch two on in the list.'
            : 'Only one run is drawn. Switch another one on to compare them.'}
        </PanelNote>
      )}
    </PanelFrame>
  )
}

function RunSelect({
  label,
  runs,
  value,
  onChange,
}: {
  label: string
  runs: readonly PanelRun[]
  value: string
  onChange: (name: string) => void
}) {
  return (
    <Select
      label={label}
      value={value}
      options={runs.map(({ name, displayName }) => ({ value: name, label: displayName }))}
      onValueChange={onChange}
      className="max-w-52"
    />
  )
}
