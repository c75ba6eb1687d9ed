'use client'

import { useEffect, useMemo, useState } from 'react'
import { type Matcher, parsePattern, regexMatcher, wordMatcher } from '@/lib/search/pattern'

interface Compiled {
  text: string
  matches?: Matcher
  error?: string
}

/**
 * What the typed text matches. While an expression is broken, what matched before it goes on to be
 * shown, with what is wrong.
 */
export function usePattern(text: string): { matches: Matcher; error: string | undefined } {
  const words = useMemo(() => {
    const pattern = parsePattern(text)
    return pattern.kind === 'words' ? wordMatcher(pattern.words) : undefined
  }, [text])
  const [compiled, setCompiled] = useState<Compiled>({ text: '' })
  const [last, setLast] = useState<Matcher>(() => wordMatcher([]))
  useEffect(() => {
    const pattern = parsePattern(text)
    if (pattern.kind === 'words') return
    let current = true
    void import('re2js').then(({ RE2JS }) => {
      if (!current) return
      try {
        const matches = regexMatcher(RE2JS, pattern)
        setCompiled({ text, matches })
        setLast(() => matches)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        setCompiled({ text, error: `Not a regular expression: ${reason}` })
      }
    })
    return () => {
      current = false
    }
  }, [text])
  const own = compiled.text === text ? compiled : undefined
  return {
    matches: words ?? own?.matches ?? last,
    error: words ? undefined : own?.error,
  }
}
