import katex from 'katex'

const MOST_EXPANSIONS = 1000

/** A formula as MathML, which browsers draw without script or fonts; as its source when it is none. */
export function Formula({ latex, display = false }: { latex: unknown; display?: boolean }) {
  const source = typeof latex === 'string' ? latex.trim() : ''
  const html = mathMl(source, display)
  if (html === undefined) {
    return display ? <pre data-source>{source}</pre> : <code>{source}</code>
  }
  const Tag = display ? 'div' : 'span'
  return <Tag data-math={display ? 'block' : 'inline'} dangerouslySetInnerHTML={{ __html: html }} />
}

function mathMl(source: string, displayMode: boolean): string | undefined {
  try {
    return katex.renderToString(source, {
      displayMode,
      maxExpand: MOST_EXPANSIONS,
      output: 'mathml',
      strict: 'ignore',
      throwOnError: true,
      trust: false,
    })
  } catch {
    return undefined
  }
}
