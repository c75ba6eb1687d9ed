'use client'

import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { buttonClass } from '@/components/ui/Button'
import { CopyButton } from '@/components/ui/CopyButton'
import { Dialog } from '@/components/ui/Dialog'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { api } from '@/lib/api/client'
import type { RunFile } from '@/lib/api/runs'
import { formatBytes } from '@/lib/format/number'

/** Of a longer text only the beginning is shown. */
const MOST_TEXT_BYTES = 512 * 1024
const TEXT_NAMES = /\.(txt|log|md|py|patch|diff|ya?ml|csv|tsv|json|jsonl|toml|ini|cfg|sh|ts|js)$/i

export function FilePreview({
  runId,
  file,
  onClose,
}: {
  runId: number
  file: RunFile | undefined
  onClose: () => void
}) {
  return (
    <Dialog
      open={file !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={file?.name ?? ''}
      className="max-w-240! sm:h-[80dvh]"
      footer={
        file && (
          <>
            <CopyButton text={file.name} label="Copy name" showLabel />
            <a
              href={api.fileUrl(runId, file.name, true)}
              download
              className={buttonClass('primary')}
            >
              <Download aria-hidden className="size-3.5" />
              Download, {formatBytes(file.sizeBytes)}
            </a>
          </>
        )
      }
    >
      {file && <Content runId={runId} file={file} />}
    </Dialog>
  )
}

function Content({ runId, file }: { runId: number; file: RunFile }) {
  const url = api.fileUrl(runId, file.name)
  if (file.mimeType.startsWith('image/')) {
    return <img src={url} alt={file.name} className="mx-auto max-h-full max-w-full" />
  }
  if (file.mimeType.startsWith('video/')) {
    return <video src={url} controls className="mx-auto max-h-full max-w-full" />
  }
  if (file.mimeType.startsWith('audio/')) {
    return <audio src={url} controls className="w-full" />
  }
  if (TEXT_NAMES.test(file.name)) return <TextContent url={url} file={file} />
  return (
    <EmptyState title="There is no preview for this kind of file">
      Download it to open it elsewhere.
    </EmptyState>
  )
}

function TextContent({ url, file }: { url: string; file: RunFile }) {
  const text = useQuery({
    queryKey: ['file-text', url, file.updatedAt],
    queryFn: async ({ signal }) => {
      const headers = { range: `bytes=0-${MOST_TEXT_BYTES - 1}` }
      // An empty file has no byte to ask for.
      const response = await fetch(url, { signal, headers: file.sizeBytes > 0 ? headers : {} })
      if (!response.ok) throw new Error(`The server answered ${response.status}.`)
      return response.text()
    },
    retry: false,
  })
  if (text.isPending) return <SkeletonRows rows={8} />
  if (text.isError) {
    return (
      <ErrorState
        title="The file could not be loaded"
        error={text.error}
        onRetry={() => void text.refetch()}
      />
    )
  }
  const whole = file.sizeBytes <= MOST_TEXT_BYTES
  return (
    <>
      {!whole && (
        <p className="mb-2 text-12 text-warning">
          The first {formatBytes(MOST_TEXT_BYTES)} of {formatBytes(file.sizeBytes)}. Download the
          file to see the rest.
        </p>
      )}
      <pre
        tabIndex={0}
        aria-label={file.name}
        className="overflow-x-auto rounded-md bg-sunken p-3 text-12/5"
      >
        {text.data === ''
          ? 'The file is empty.'
          : whole
            ? readable(file.name, text.data)
            : text.data}
      </pre>
    </>
  )
}

/** JSON on several lines; anything else as it is. */
function readable(name: string, text: string): string {
  if (!/\.json$/i.test(name)) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
