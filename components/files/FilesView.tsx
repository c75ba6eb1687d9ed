'use client'

import { Download, FolderOpen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useRunFiles } from '@/components/live/useRun'
import { Button, buttonClass } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SearchField } from '@/components/ui/SearchField'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { api } from '@/lib/api/client'
import type { RunFile } from '@/lib/api/runs'
import { fileTree } from '@/lib/files/tree'
import { countOf, formatBytes, formatCount } from '@/lib/format/number'
import { FilePreview } from './FilePreview'
import { type FileRow, fileRows } from './fileRows'
import { FileTableRow } from './FileTableRow'
import { SortHeader, sortFiles, type FileSort } from './sortFiles'
import { useOpenFile } from './useOpenFile'

/** Rows shown at first: media alone may be ten thousand files. */
const SHOWN_AT_FIRST = 500
/** A folder with more files than this is closed at first. */
const MANY_FILES = 50

/** The files a run has uploaded, in their folders. */
export function FilesView({ runId }: { runId: number }) {
  const files = useRunFiles(runId)
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<FileSort>({ by: 'name', descending: false })
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [limit, setLimit] = useState(SHOWN_AT_FIRST)
  const [openName, setOpenName] = useOpenFile()
  const all = files.data?.files ?? NONE
  const tree = useMemo(() => fileTree(all), [all])
  const rows = useMemo((): FileRow[] => {
    const wanted = search.trim().toLowerCase()
    if (wanted !== '') {
      const found = all.filter(({ name }) => name.toLowerCase().includes(wanted))
      return sortFiles(found, sort).map((file) => {
        return { kind: 'file', file, label: file.name, depth: 0 }
      })
    }
    const closed = closedAtFirst(tree)
    return fileRows(tree, (path) => closed.has(path) === toggled.has(path), sort)
  }, [all, tree, search, sort, toggled])
  const toggle = (path: string) =>
    setToggled((before) => {
      const next = new Set(before)
      if (!next.delete(path)) next.add(path)
      return next
    })
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
  if (all.length === 0) {
    return (
      <EmptyState icon={FolderOpen} title="No files yet">
        What the script saves with run.save() appears here, and what the SDK uploads by itself.
      </EmptyState>
    )
  }
  return (
    <div className="px-3 py-3 md:px-4">
      <div className="mb-2 flex items-center gap-3">
        <SearchField
          label="Search files"
          value={search}
          onChange={setSearch}
          className="max-w-80 min-w-0 grow"
        />
        <span role="status" className="grow truncate text-12 text-ink-3 tabular-nums">
          {search.trim() === ''
            ? `${countOf(all.length, 'file')}, ${formatBytes(tree.sizeBytes)}`
            : countOf(rows.length, 'file')}
        </span>
        <a href={api.filesZipUrl(runId)} download className={buttonClass()}>
          <Download aria-hidden className="size-3.5" />
          Download all
        </a>
      </div>
      {rows.length === 0 ? (
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
            {rows.slice(0, limit).map((row) => (
              <FileTableRow
                key={row.kind === 'folder' ? row.folder.path : row.file.name}
                {...{ row, runId }}
                onToggle={toggle}
                onOpen={setOpenName}
              />
            ))}
          </tbody>
        </table>
      )}
      {rows.length > limit && (
        <Button className="mt-2" onClick={() => setLimit(Infinity)}>
          Show all {formatCount(rows.length)}
        </Button>
      )}
      <FilePreview
        runId={runId}
        file={all.find((file) => file.name === openName)}
        onClose={() => setOpenName(null)}
      />
    </div>
  )
}

const NONE: readonly RunFile[] = []

function closedAtFirst(root: ReturnType<typeof fileTree<RunFile>>): ReadonlySet<string> {
  const closed = new Set<string>()
  const visit = (folder: typeof root) => {
    if (folder.count > MANY_FILES && folder !== root) closed.add(folder.path)
    folder.folders.forEach(visit)
  }
  visit(root)
  return closed
}
