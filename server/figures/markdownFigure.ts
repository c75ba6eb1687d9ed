import { markdownSvg } from '@/lib/panels/markdown/markdownSvg'
import { titleOf } from '@/lib/panels/spec'
import type { Draw } from './drawing'

export const drawMarkdown: Draw<'markdown'> = (spec) => {
  const drawing =
    spec.text.trim() === ''
      ? { empty: 'Nothing is written here.' }
      : {
          svg: (look: Parameters<typeof markdownSvg>[2]) =>
            markdownSvg(titleOf(spec), spec.text, look),
          data: () => ({ csv: '' }),
        }
  return Promise.resolve(drawing)
}
