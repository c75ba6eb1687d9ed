/** What `git diff` prints, by file. */

export interface DiffLine {
  kind: 'added' | 'removed' | 'same' | 'hunk' | 'note'
  text: string
}

export interface DiffFile {
  /** The new path, or the old one of a deleted file. */
  path: string
  /** Set when the file was renamed. */
  oldPath?: string
  status: 'changed' | 'added' | 'deleted' | 'renamed'
  added: number
  removed: number
  lines: DiffLine[]
}

export function parseDiff(text: string): DiffFile[] {
  const files: DiffFile[] = []
  let file: DiffFile | undefined
  /** Lines of the hunk that are still to come: inside, `---` is a removed line. */
  let oldLeft = 0
  let newLeft = 0
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) {
    const inHunk = oldLeft > 0 || newLeft > 0
    const header = inHunk ? null : /^diff --git (?:"?a\/(.*?)"?) (?:"?b\/(.*?)"?)$/.exec(line)
    if (header) {
      file = newFile(header[2]!)
      files.push(file)
      continue
    }
    const hunk = inHunk ? null : /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line)
    if (!file || (!inHunk && !hunk && line.startsWith('--- ') && file.lines.length > 0)) {
      file = newFile('')
      files.push(file)
    }
    if (hunk) {
      oldLeft = Number(hunk[1] ?? 1)
      newLeft = Number(hunk[2] ?? 1)
      file.lines.push({ kind: 'hunk', text: line })
    } else if (inHunk) {
      const mark = line[0] ?? ' '
      if (mark !== '+' && mark !== '\\') oldLeft--
      if (mark !== '-' && mark !== '\\') newLeft--
      if (mark === '+') file.added++
      if (mark === '-') file.removed++
      file.lines.push(bodyLine(mark, line))
    } else readHeader(file, line)
  }
  return files
}

function newFile(path: string): DiffFile {
  return { path, status: 'changed', added: 0, removed: 0, lines: [] }
}

function bodyLine(mark: string, line: string): DiffLine {
  if (mark === '\\') return { kind: 'note', text: line.slice(2) }
  const kind = mark === '+' ? 'added' : mark === '-' ? 'removed' : 'same'
  return { kind, text: line.slice(1) }
}

function readHeader(file: DiffFile, line: string): void {
  if (line.startsWith('new file')) file.status = 'added'
  else if (line.startsWith('deleted file')) file.status = 'deleted'
  else if (line.startsWith('rename from ')) {
    file.status = 'renamed'
    file.oldPath = line.slice('rename from '.length)
  } else if (line.startsWith('--- ') || line.startsWith('+++ ')) {
    const path = /^(?:---|\+\+\+) "?(?:[ab]\/)?(.*?)"?(?:\t.*)?$/.exec(line)?.[1] ?? ''
    if (file.path === '' || (line.startsWith('+') && path !== '/dev/null')) file.path = path
  } else if (
    line !== '' &&
    !/^(index|similarity|dissimilarity|old mode|new mode|rename to|copy) /.test(line)
  ) {
    // "\ No newline at end of file", "Binary files a and b differ".
    file.lines.push({ kind: 'note', text: line.replace(/^\\ /, '') })
  }
}
