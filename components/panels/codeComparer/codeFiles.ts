/** Which of a run's files are code, and which of two runs' files belong together. */
import type { RunFile } from '@/lib/api/runs'
import { naturalCompare } from '@/lib/text/naturalCompare'

export interface ComparedFile {
  name: string
  /** What the list calls it. */
  label: string
  left: RunFile | undefined
  right: RunFile | undefined
}

const ALWAYS = ['diff.patch', 'requirements.txt', 'conda-environment.yaml', 'config.yaml']

/** Saved code, patches and requirements: what decides how a run behaves. */
export function isCode(name: string): boolean {
  return name.startsWith('code/') || ALWAYS.includes(name) || /^diff_[0-9a-f]+\.patch$/.test(name)
}

/** Files that either run has; patches and requirements first. Files that are byte-identical cannot be told here. */
export function comparedFiles(left: readonly RunFile[], right: readonly RunFile[]): ComparedFile[] {
  const files = new Map<string, ComparedFile>()
  for (const [side, list] of [['left', left] as const, ['right', right] as const]) {
    for (const file of list) {
      if (!isCode(file.name)) continue
      const label = file.name.replace(/^code\//, '')
      const known = files.get(file.name)
      const entry = known ?? { name: file.name, label, left: undefined, right: undefined }
      entry[side] = file
      files.set(file.name, entry)
    }
  }
  return [...files.values()].sort((a, b) => {
    const code = Number(a.name.startsWith('code/')) - Number(b.name.startsWith('code/'))
    return code || naturalCompare(a.label, b.label)
  })
}

/** What is shown at first: the code itself where there is some. */
export function firstFile(files: readonly ComparedFile[]): ComparedFile | undefined {
  const both = files.filter(({ left, right }) => left && right)
  return both.find(({ name }) => name.startsWith('code/')) ?? both[0] ?? files[0]
}
