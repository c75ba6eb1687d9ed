import type { RunFile } from '@/lib/api/runs'
import type { FolderNode } from '@/lib/files/tree'
import { type FileSort, sortFiles } from './sortFiles'

/** One line of the table of files. */
export type FileRow =
  | { kind: 'folder'; folder: FolderNode<RunFile>; depth: number; open: boolean }
  | { kind: 'file'; file: RunFile; label: string; depth: number }

/** Folders first, then files, as far as folders are open. */
export function fileRows(
  root: FolderNode<RunFile>,
  isOpen: (path: string) => boolean,
  sort: FileSort,
  depth = 0,
): FileRow[] {
  const folders = root.folders.flatMap((folder): FileRow[] => {
    const open = isOpen(folder.path)
    const row: FileRow = { kind: 'folder', folder, depth, open }
    return open ? [row, ...fileRows(folder, isOpen, sort, depth + 1)] : [row]
  })
  const files = sortFiles(root.files, sort).map((file): FileRow => {
    return { kind: 'file', file, label: file.name.slice(root.path.length), depth }
  })
  return [...folders, ...files]
}
