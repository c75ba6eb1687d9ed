import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeLatex } from '@/lib/reports/latex/escape'
import { formulaOf } from '@/lib/reports/latex/formula'
import { LATEX_PACKAGES, printLatex } from '@/lib/reports/latex/print'
import { parseMarkdown } from '@/lib/reports/markdown/parse'
import { CONSTRUCTS } from './constructs'

const latex = (source: string) => printLatex(parseMarkdown(source)).trim()

describe('a report in LaTeX', () => {
  it('has sections, emphasis, code, links, lists and tables', () => {
    expect(latex('## Data\n\nSome **bold** `a_b` at [home](https://e.org/a_b#c).')).toBe(
      '\\subsection{Data}\n\nSome \\textbf{bold} \\texttt{a\\_b} at ' +
        '\\href{https://e.org/a\\_b\\#c}{home}.',
    )
    expect(latex('1. one\n2. two\n   - deep')).toBe(
      '\\begin{enumerate}\n\\item {}one\n\\item {}two\n\n' +
        '\\begin{itemize}\n\\item {}deep\n\\end{itemize}\n\\end{enumerate}',
    )
    expect(latex('| a | b |\n| :- | -: |\n| 1 | 2 |')).toContain(
      '\\begin{tabular}{lr}\n\\toprule\na & b \\\\\n\\midrule\n1 & 2 \\\\\n\\bottomrule',
    )
  })

  it('prints footnotes where they are referred to', () => {
    expect(latex('As shown.[^1]\n\n[^1]: In the appendix.')).toBe(
      'As shown.\\footnote{In the appendix.}',
    )
  })

  it('has formulas as they are, and as text what would do more than draw', () => {
    expect(latex('$\\frac{a}{b}$')).toBe('$\\frac{a}{b}$')
    for (const evil of [
      '\\input{/etc/passwd}',
      '\\write18{rm -rf /}',
      '\\def\\x{\\x}\\x',
      'a } b',
      'a % b',
      '\\end{document}',
      'x $ y',
      '\\href{javascript:alert(1)}{x}',
    ]) {
      expect(formulaOf(evil)).toBe(`\\text{${escapeLatex(evil)}}`)
    }
  })

  it('lets no text through as a command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const known =
          /\\text(?:backslash|asciicircum|asciitilde|asciigrave|less|greater|bar|quotedbl)\{\}|\\[{}$&#%_]|\{-\}|\{'\}/g
        expect(escapeLatex(text).replace(known, '')).not.toMatch(/[\\{}$&#%_^]/)
      }),
    )
  })

  const compiler = spawnSync('pdflatex', ['--version']).status === 0
  it.runIf(compiler)('compiles, with everything that reports may hold', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runroom-latex-'))
    try {
      const body = CONSTRUCTS.map(([name, source]) => `% ${name}\n${latex(source)}`)
        .join('\n\n')
        // pdfLaTeX has fonts for few scripts.
        .replace(/[^\n -\u024f]/gu, 'x')
      const source = [
        '\\documentclass{article}',
        ...LATEX_PACKAGES,
        '\\begin{document}',
        body,
        '\\end{document}',
      ].join('\n')
      fs.writeFileSync(path.join(folder, 'report.tex'), source)
      const run = spawnSync(
        'pdflatex',
        ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape', 'report.tex'],
        { cwd: folder, encoding: 'utf8' },
      )
      expect(run.status, run.stdout.slice(-1500)).toBe(0)
      expect(fs.statSync(path.join(folder, 'report.pdf')).size).toBeGreaterThan(10_000)
    } finally {
      fs.rmSync(folder, { recursive: true, force: true })
    }
  })
})
