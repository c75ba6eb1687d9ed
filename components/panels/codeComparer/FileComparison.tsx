'use client'

import { PanelError, PanelLoading } from '../frame/PanelNotes'
import { MOST_TEXT_BYTES, useFileText } from '@/components/files/preview/useFileText'
import type { RunFile } from '@/lib/api/runs'
import { fileKind } from '@/lib/files/kind'
import { formatBytes } from '@/lib/format/number'
import { DiffView } from './DiffView'
import { RequirementsDiff } from './RequirementsDiff'
import type { ComparedFile } from '@/lib/panels/codeComparer/codeFiles'

/** A file that one run lacks is compared with an empty one. */
const NOTHING: RunFile = { name: '', sizeBytes: 0, mimeType: 'text/plain', updatedAt: '' }

/** One file of two runs. */
export function FileComparison({
  runs: [left, right],
  file,
  layout,
}: {
  /** Numeric ids. */
  runs: readonly [number, number]
  file: ComparedFile<RunFile>
  layout: 'split' | 'unified'
}) {
  const { before, after } = useComparedTexts(left, right, file)
  const failed = before.error ?? after.error
  if (failed) {
    return (
      <PanelError
        what="The file could not be loaded"
        error={failed}
        onRetry={() => {
          before.retry()
          after.retry()
        }}
      />
    )
  }
  if (!before.content || !after.content) return <PanelLoading />
  const [a, b] = [before.content, after.content]
  if (a.text === undefined || b.text === undefined) {
    return <p className="p-3 text-ink-2">The file is binary; its lines cannot be compared.</p>
  }
  const missing = !file.left ? 'left' : !file.right ? 'right' : undefined
  return (
    <>
      {missing && (
        <p className="px-3 py-1 text-12 text-ink-2">The run on the {missing} has no such file.</p>
      )}
      {!(a.whole && b.whole) && (
        <p role="status" className="px-3 py-1 text-12 text-warning">
          Only the first {formatBytes(MOST_TEXT_BYTES)} are compared.
        </p>
      )}
      {fileKind(file.name) === 'requirements' ? (
        <RequirementsDiff before={a.text} after={b.text} />
      ) : (
        <DiffView
          key={file.name}
          name={file.label}
          before={a.text}
          after={b.text}
          layout={layout}
        />
      )}
    </>
  )
}

/** Both sides of a file, loaded once however many ask. */
export function useComparedTexts(
  left: number | undefined,
  right: number | undefined,
  file: ComparedFile<RunFile> | undefined,
) {
  return { before: useSide(left ?? 0, file?.left), after: useSide(right ?? 0, file?.right) }
}

const EMPTY = { text: '', whole: true }

function useSide(runId: number, file: RunFile | undefined) {
  const answer = useFileText(runId, file ?? NOTHING, file !== undefined)
  return {
    content: file ? answer.data : EMPTY,
    error: file ? answer.error : null,
    retry: () => void answer.refetch(),
  }
}
