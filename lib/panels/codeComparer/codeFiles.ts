/** Which of a run's files are code, and which of two runs' files belong together. */
import type { CodeComparerPanelSpec } from '../otherPanels'
import type { PanelRun } from '../panelRun'
import { naturalCompare } from '../../text/naturalCompare'

/** `T` is what is known of a file: by browsers something else than by the server. */
export interface ComparedFile<T> {
  name: string
  /** What the list calls it. */
  label: string
  left: T | undefined
  right: T | undefined
}

const ALWAYS = ['diff.patch', 'requirements.txt', 'conda-environment.yaml', 'config.yaml']

/** Saved code, patches and requirements: what decides how a run behaves. */
export function isCode(name: string): boolean {
  return name.startsWith('code/') || ALWAYS.includes(name) || /^diff_[0-9a-f]+\.patch$/.test(name)
}

/** Files that either run has; patches and requirements first. Files that are byte-identical cannot be told here. */
export function comparedFiles<T extends { name: string }>(
  left: readonly T[],
  right: readonly T[],
): ComparedFile<T>[] {
  const files = new Map<string, ComparedFile<T>>()
  for (const [side, list] of [['left', left] as const, ['right', right] as const]) {
    for (const file of list) {
      if (!isCode(file.name)) continue
      const label = file.name.replace(/^code\//, '')
      const known = files.get(file.name)
      const entry: ComparedFile<T> = known ?? {
        name: file.name,
        label,
        left: undefined,
        right: undefined,
      }
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
export function firstFile<T>(files: readonly ComparedFile<T>[]): ComparedFile<T> | undefined {
  const both = files.filter(({ left, right }) => left && right)
  return both.find(({ name }) => name.startsWith('code/')) ?? both[0] ?? files[0]
}

/** The chosen ones where they are drawn; else the first two. */
export function comparedRuns(
  { runs: chosen }: CodeComparerPanelSpec,
  runs: readonly PanelRun[],
): [PanelRun | undefined, PanelRun | undefined] {
  const named = (name: string | null | undefined) => runs.find((run) => run.name === name)
  const left = named(chosen?.[0])
  const right = named(chosen?.[1])
  const others = runs.filter((run) => run !== left && run !== right)
  const first = left ?? others.shift()
  return [first, right ?? others.shift()]
}
