'use client'

import { useEffect, useMemo, useState } from 'react'
import { languageOf } from '@/lib/files/kind'

/** More than this is shown in one colour: finding the tokens would hold up the page. */
const MOST_COLOURED = 200_000

/** Text with numbered lines, coloured where the language is known. */
export function CodePreview({ name, text }: { name: string; text: string }) {
  const html = useHighlighted(name, text)
  const lines = useMemo(() => lineNumbers(text), [text])
  if (text === '') return <p className="text-ink-2">The file is empty.</p>
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={name}
      className="flex max-h-full overflow-auto rounded-md bg-sunken py-2 font-mono text-12/5"
    >
      <pre
        aria-hidden
        className="sticky left-0 shrink-0 bg-sunken pr-3 pl-3 text-right text-ink-3 select-none"
      >
        {lines}
      </pre>
      {html === undefined ? (
        <pre className="pr-3">{text}</pre>
      ) : (
        <pre className="code pr-3" dangerouslySetInnerHTML={{ __html: html }} />
      )}
    </div>
  )
}

function lineNumbers(text: string): string {
  const count = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return Array.from({ length: count }, (_, i) => i + 1).join('\n')
}

/** Undefined until the colours are known, and for what has none. */
function useHighlighted(name: string, text: string): string | undefined {
  const language = text.length > MOST_COLOURED ? undefined : languageOf(name)
  const [coloured, setColoured] = useState<{ text: string; html: string }>()
  useEffect(() => {
    if (!language) return
    let current = true
    void import('./highlight').then(({ highlight }) => {
      if (current) setColoured({ text, html: highlight(text, language) })
    })
    return () => {
      current = false
    }
  }, [text, language])
  return language && coloured?.text === text ? coloured.html : undefined
}
