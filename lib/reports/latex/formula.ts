import katex from 'katex'
import { escapeLatex } from './escape'

/** KaTeX knows these; in LaTeX they reach beyond the formula. */
const REACHING =
  /\\\s*(?:[gex]?def|let|futurelet|newcommand|renewcommand|providecommand|csname|char|includegraphics|href|url|html\w*)\b/

const MOST_EXPANSIONS = 1000

/**
 * A formula that people wrote, for LaTeX. KaTeX reads only what draws, and tells an end of the
 * formula from a part of it: what it refuses is printed as text, since a report from somebody else
 * must neither run commands nor break the paper it is compiled into.
 */
export function formulaOf(latex: unknown): string {
  const source = typeof latex === 'string' ? latex.trim() : ''
  return source !== '' && isFormula(source) ? source : `\\text{${escapeLatex(source)}}`
}

function isFormula(source: string): boolean {
  // A comment would swallow the end; an empty line ends a formula in LaTeX.
  if (/(?<!\\)%/.test(source) || /\n\s*\n/.test(source) || REACHING.test(source)) return false
  try {
    katex.renderToString(source, {
      displayMode: true,
      maxExpand: MOST_EXPANSIONS,
      output: 'mathml',
      strict: 'ignore',
      throwOnError: true,
      trust: false,
    })
    return true
  } catch {
    return false
  }
}
