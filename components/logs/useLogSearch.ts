'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { errorMessage } from '@/components/ui/ErrorState'
import { api } from '@/lib/api/client'
import type { RE2JS } from 're2js'

const TYPING_MS = 200
/** While lines arrive a search is made again, not more often than this. */
const AGAIN_MS = 1500

/** Where the found text stands in a line: [start, end) pairs. */
export type FindMarks = (text: string) => [number, number][]

export interface LogSearch {
  text: string
  setText: (text: string) => void
  regex: boolean
  setRegex: (regex: boolean) => void
  /** Numbers of the lines found. */
  lines: readonly number[]
  more: boolean
  searching: boolean
  error: string | undefined
  marks: FindMarks | undefined
}

/** Finds lines on the server, which has them all. `total` makes it look again as lines arrive. */
export function useLogSearch(runId: number, total: number): LogSearch {
  const [text, setText] = useState('')
  const [regex, setRegex] = useState(false)
  const asked = useSettled(text, TYPING_MS)
  const client = useQueryClient()
  const queryKey = ['console-search', runId, asked, regex]
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.searchConsole(runId, asked, regex, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
  const settledTotal = useSettled(total, AGAIN_MS)
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['console-search', runId] })
  }, [client, runId, settledTotal])
  const marks = useMarks(asked, regex)
  const found = asked === '' ? undefined : query.data
  return {
    text,
    setText,
    regex,
    setRegex,
    lines: found?.lines ?? [],
    more: found?.more ?? false,
    searching: asked !== '' && query.isFetching && !query.data,
    error: asked !== '' && query.isError ? errorMessage(query.error) : undefined,
    marks: asked === '' ? undefined : marks,
  }
}

/** The value once it has not changed for a while; of one that changes always, now and then. */
function useSettled<T>(value: T, afterMs: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, afterMs])
  return settled
}

function useMarks(text: string, regex: boolean): FindMarks | undefined {
  const [engine, setEngine] = useState<typeof RE2JS>()
  useEffect(() => {
    if (regex && !engine) void import('re2js').then(({ RE2JS: loaded }) => setEngine(() => loaded))
  }, [regex, engine])
  if (text === '') return undefined
  if (!regex) {
    const wanted = text.toLowerCase()
    return (line) => {
      const lower = line.toLowerCase()
      const marks: [number, number][] = []
      for (
        let at = lower.indexOf(wanted);
        at >= 0;
        at = lower.indexOf(wanted, at + wanted.length)
      ) {
        marks.push([at, at + wanted.length])
      }
      return marks
    }
  }
  if (!engine) return undefined
  try {
    // The same engine and flags as the server's.
    const compiled = engine.compile(text, engine.CASE_INSENSITIVE)
    return (line) => {
      const marks: [number, number][] = []
      const matcher = compiled.matcher(line)
      while (matcher.find())
        if (matcher.end() > matcher.start()) marks.push([matcher.start(), matcher.end()])
      return marks
    }
  } catch {
    return undefined
  }
}
