import katex from 'katex'

/** As MathML, which browsers set themselves; what is no formula stands as it was written, in red. */
export function Formula({ source, display }: { source: string; display: boolean }) {
  const html = katex.renderToString(source, {
    output: 'mathml',
    displayMode: display,
    throwOnError: false,
    errorColor: 'var(--danger)',
  })
  return <span dangerouslySetInnerHTML={{ __html: html }} />
}
