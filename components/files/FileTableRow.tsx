'use client'

import { ChevronDown, ChevronRight, Download } from 'lucide-react'
import { buttonClass } from '@/components/ui/Button'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { api } from '@/lib/api/client'
import { countOf, formatBytes } from '@/lib/format/number'
import type { FileRow } from './fileRows'

const INDENT_PX = 18

export function FileTableRow({
  row,
  runId,
  onToggle,
  onOpen,
}: {
  row: FileRow
  runId: number
  onToggle: (path: string) => void
  onOpen: (name: string) => void
}) {
  const style = { paddingLeft: row.depth * INDENT_PX }
  if (row.kind === 'folder') {
    const { folder, open } = row
    const Chevron = open ? ChevronDown : ChevronRight
    return (
      <tr className="border-t border-line hover:bg-hover">
        <td className="h-8 truncate" style={style}>
          <button
            type="button"
            aria-expanded={open}
            title={folder.path}
            onClick={() => onToggle(folder.path)}
            className="flex max-w-full items-center gap-1 rounded-sm font-medium"
          >
            <Chevron aria-hidden className="size-4 shrink-0 text-ink-3" />
            <span className="truncate">{folder.name || '/'}</span>
            <span className="ml-1 shrink-0 text-12 font-normal text-ink-3">
              {countOf(folder.count, 'file')}
            </span>
          </button>
        </td>
        <td className="text-right text-ink-3 tabular-nums">{formatBytes(folder.sizeBytes)}</td>
        <td className="max-sm:hidden" />
        <td />
      </tr>
    )
  }
  const { file, label } = row
  return (
    <tr className="border-t border-line hover:bg-hover">
      <td className="h-8 truncate" style={style}>
        <button
          type="button"
          title={file.name}
          onClick={() => onOpen(file.name)}
          className="max-w-full truncate rounded-sm pl-5 hover:underline"
        >
          {label}
        </button>
      </td>
      <td className="text-right text-ink-2 tabular-nums">{formatBytes(file.sizeBytes)}</td>
      <td className="text-right text-ink-2 max-sm:hidden">
        <RelativeTime time={file.updatedAt} />
      </td>
      <td className="text-right">
        <a
          href={api.fileUrl(runId, file.name, true)}
          download
          aria-label={`Download ${file.name}`}
          title="Download"
          className={buttonClass('quiet', 'w-7 px-0!')}
        >
          <Download aria-hidden className="size-4" />
        </a>
      </td>
    </tr>
  )
}
