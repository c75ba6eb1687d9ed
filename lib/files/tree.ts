/** A run's files as folders, from the names they have. */
import { naturalCompare } from '../text/naturalCompare'

export interface FolderNode<T> {
  /** Ends in a slash; empty for the root. */
  path: string
  name: string
  folders: FolderNode<T>[]
  files: T[]
  /** Of everything below. */
  count: number
  sizeBytes: number
}

export function fileTree<T extends { name: string; sizeBytes: number }>(
  files: readonly T[],
): FolderNode<T> {
  const root = newFolder<T>('', '')
  const byPath = new Map([['', root]])
  const folderOf = (path: string): FolderNode<T> => {
    const known = byPath.get(path)
    if (known) return known
    const parent = parentOf(path)
    const folder = newFolder<T>(path, path.slice(parent.length, -1))
    byPath.set(path, folder)
    folderOf(parent).folders.push(folder)
    return folder
  }
  for (const file of files) {
    const path = file.name.slice(0, file.name.lastIndexOf('/') + 1)
    folderOf(path).files.push(file)
    for (let at = path; ; at = parentOf(at)) {
      const folder = folderOf(at)
      folder.count++
      folder.sizeBytes += file.sizeBytes
      if (at === '') break
    }
  }
  for (const folder of byPath.values()) {
    folder.folders.sort((a, b) => naturalCompare(a.name, b.name))
  }
  return root
}

/** `a/` of `a/b/`; empty at the top. */
function parentOf(path: string): string {
  return path.length < 2 ? '' : path.slice(0, path.lastIndexOf('/', path.length - 2) + 1)
}

function newFolder<T>(path: string, name: string): FolderNode<T> {
  return { path, name, folders: [], files: [], count: 0, sizeBytes: 0 }
}
