import { comparedFiles, comparedRuns, firstFile } from '@/lib/panels/codeComparer/codeFiles'
import { differenceSvg } from '@/lib/panels/codeComparer/differenceSvg'
import type { RunFile } from '../db'
import type { RunFiles } from '../files'
import type { Draw } from './drawing'
import { runsOf } from './runValues'

/** Of each file; what no screen shows is not compared. */
const MOST_BYTES = 1024 * 1024

export const drawCodeComparer: Draw<'codeComparer'> = async (spec, context) => {
  const { files } = context.services
  const [left, right] = comparedRuns(spec, runsOf(context.runSets))
  if (!left || !right) return { empty: 'Two runs are needed to compare their code.' }
  const [mine, others] = await Promise.all([files.list(left.id), files.list(right.id)])
  const all = comparedFiles(mine, others)
  const file = all.find(({ name }) => name === spec.file) ?? firstFile(all)
  if (!file) return { empty: 'Neither run has saved code.' }
  const [before, after] = await Promise.all([textOf(files, file.left), textOf(files, file.right)])
  if (before === undefined || after === undefined) {
    return { empty: `${file.label} cannot be compared line by line.` }
  }
  const names = [left.displayName, right.displayName] as const
  const title = spec.title ?? file.label
  const layout = spec.layout ?? 'split'
  return {
    svg: (look) => differenceSvg({ title, names, before, after, layout }, look),
    data: () => ({ csv: '' }),
  }
}

/** Undefined of what is binary, or too much. A run without the file has nothing in it. */
async function textOf(files: RunFiles, file: RunFile | undefined): Promise<string | undefined> {
  if (!file) return ''
  if (file.sizeBytes > MOST_BYTES) return undefined
  const text = await files.readText(file.blobKey)
  return text.includes('\0') ? undefined : text
}
