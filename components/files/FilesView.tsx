'use client'

import { Download, FolderOpen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useRunFiles } from '@/components/live/useRun'
import { buttonClass } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { SearchField } from '@/components/ui/SearchField'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { api } from '@/lib/api/client'
import type { RunFile } from '@/lib/api/runs'
import { countOf, formatBytes } from '@/lib/format/number'
import { FilePreview } from './FilePreview'
import { SortHeader, sortFiles, type FileSort } from './sortFiles'

/** The files a run has uploaded. */
export function FilesView({ runId }: { runId: number }) {
  const files = useRunFiles(runId)
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<FileSort>({ by: 'name', descending: false })
  const [opened, setOpened] = useState<RunFile>()
  const shown = useMemo(() => {
    const wanted = search.toLowerCase()
    const found = (files.data?.files ?? []).filter(({ name }) =>
      name.toLowerCase().includes(wanted),
    )
    return sortFiles(found, sort)
  }, [files.data, search, sort])
  if (files.isPending) return <SkeletonRows rows={6} className="px-3 py-3 md:px-4" />
  if (files.isError) {
    return (
      <ErrorState
        title="The files could not be loaded"
        error={files.error}
        onRetry={() => void files.refetch()}
      />
    )
  }
  const all = files.data.files
  if (all.length === 0) {
    return (
      <EmptyState icon={FolderOpen} title="No files yet">
        What the script saves with run.save() appears here, and what the SDK uploads by itself.
      </EmptyState>
    )
  }
  const bytes = all.reduce((sum, file) => sum + file.sizeBytes, 0)
  return (
    <div className="px-3 py-3 md:px-4">
      <div className="mb-2 flex items-center gap-3">
        <SearchField
          label="Search files"
          value={search}
          onChange={setSearch}
          className="max-w-80 grow"
        />
        <span role="status" className="text-12 text-ink-3 tabular-nums">
          {countOf(shown.length, 'file')}
          {shown.length === all.length && `, ${formatBytes(bytes)}`}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyState title="No file matches" />
      ) : (
        <table className="w-full table-fixed border-collapse">
          <thead>
            <tr className="text-left text-12 text-ink-3">
              <SortHeader label="Name" by="name" sort={sort} onSort={setSort} />
              <SortHeader
                label="Size"
                by="sizeBytes"
                sort={sort}
                onSort={setSort}
                className="w-20"
              />
              <SortHeader
                label="Updated"
                by="updatedAt"
                sort={sort}
                onSort={setSort}
                className="w-28 max-sm:hidden"
              />
              <th className="w-11">
                <span className="sr-only">Download</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((file) => (
              <tr key={file.name} className="border-t border-line hover:bg-hover">
                <td className="h-8 truncate">
                  <button
                    type="button"
                    title={file.name}
                    onClick={() => setOpened(file)}
                    className="max-w-full truncate rounded-sm hover:underline"
                  >
                    {file.name}
                  </button>
                </td>
                <td className="text-right text-ink-2 tabular-nums">
                  {formatBytes(file.sizeBytes)}
                </td>
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
            ))}
          </tbody>
        </table>
      )}
      <FilePreview runId={runId} file={opened} onClose={() => setOpened(undefined)} />
    </div>
  )
}
