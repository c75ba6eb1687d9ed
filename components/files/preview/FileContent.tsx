'use client'

import { FileQuestion } from 'lucide-react'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { api } from '@/lib/api/client'
import type { RunFile } from '@/lib/api/runs'
import { type FileKind, fileKind } from '@/lib/files/kind'
import { formatBytes } from '@/lib/format/number'
import { parseLenient } from '@/lib/json/lenient'
import { CodePreview } from './CodePreview'
import { DiffPreview } from './DiffPreview'
import { HtmlPreview } from './HtmlPreview'
import { JsonPreview } from './JsonPreview'
import { RequirementsPreview, TablePreview } from './TablePreview'
import { MOST_TEXT_BYTES, useFileText } from './useFileText'

/** A file as far as a page can show it. */
export function FileContent({ runId, file }: { runId: number; file: RunFile }) {
  // A file that is uploaded anew has another address, so that the picture changes with it.
  const url = `${api.fileUrl(runId, file.name)}?v=${Date.parse(file.updatedAt)}`
  const fitting = 'mx-auto max-h-full max-w-full'
  switch (fileKind(file.name)) {
    case 'image':
      return <img src={url} alt={file.name} className={fitting} />
    case 'video':
      return <video src={url} controls className={fitting} />
    case 'audio':
      return <audio src={url} controls className="w-full" />
    default:
      return <TextContent runId={runId} file={file} />
  }
}

function TextContent({ runId, file }: { runId: number; file: RunFile }) {
  const content = useFileText(runId, file)
  if (content.isPending) return <SkeletonRows rows={8} />
  if (content.isError) {
    return (
      <ErrorState
        title="The file could not be loaded"
        error={content.error}
        onRetry={() => void content.refetch()}
      />
    )
  }
  const { text, whole } = content.data
  if (text === undefined) {
    return (
      <EmptyState icon={FileQuestion} title="This file is binary">
        {formatBytes(file.sizeBytes)} that a page cannot show. Download it to open it elsewhere.
      </EmptyState>
    )
  }
  return (
    <>
      {!whole && (
        <p role="status" className="mb-2 text-12 text-warning">
          The first {formatBytes(MOST_TEXT_BYTES)} of {formatBytes(file.sizeBytes)}. Download the
          file to see the rest.
        </p>
      )}
      <Text kind={fileKind(file.name)} name={file.name} text={text} whole={whole} />
    </>
  )
}

interface TextProps {
  kind: FileKind
  name: string
  text: string
  whole: boolean
}

function Text({ kind, name, text, whole }: TextProps) {
  if (text !== '') {
    if (kind === 'diff') return <DiffPreview name={name} text={text} />
    if (kind === 'requirements') return <RequirementsPreview name={name} text={text} />
    if (kind === 'table') return <TablePreview name={name} text={text} />
    if (kind === 'html') return <HtmlPreview name={name} text={text} />
    if (kind === 'svg' && whole) {
      // As a picture it may not run scripts.
      const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
      return <img src={source} alt={name} className="mx-auto max-h-full max-w-full bg-white" />
    }
    const value = kind === 'json' && whole ? parseJson(text) : undefined
    if (value !== undefined) return <JsonPreview name={name} value={value} />
  }
  return <CodePreview name={name} text={text} />
}

/** Python writes bare NaN. Undefined for what is no JSON: it is shown as it is. */
function parseJson(text: string): unknown {
  try {
    return parseLenient(text)
  } catch {
    return undefined
  }
}
