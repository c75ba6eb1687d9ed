'use client'

import { Download } from 'lucide-react'
import { buttonClass } from '@/components/ui/Button'
import { CopyButton } from '@/components/ui/CopyButton'
import { Dialog } from '@/components/ui/Dialog'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { api } from '@/lib/api/client'
import type { RunFile } from '@/lib/api/runs'
import { formatBytes } from '@/lib/format/number'
import { FileContent } from './preview/FileContent'

/** One file over the page; it is loaded again when the run uploads it anew. */
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
            <span className="mr-auto self-center text-12 text-ink-3 max-sm:hidden">
              uploaded <RelativeTime time={file.updatedAt} />
            </span>
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
      {file && <FileContent key={file.name} runId={runId} file={file} />}
    </Dialog>
  )
}
