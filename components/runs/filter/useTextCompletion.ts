'use client'

import { useMemo } from 'react'
import { ColumnNames } from '@/lib/filters/language/names'
import type { ColumnId } from '@/lib/runs/columns'
import { rank } from '@/lib/search/rank'
import { useColumnsWithName } from '../useColumnsWithName'
import { useCompletions } from '../useCompletions'
import type { Runs } from '../useRuns'

export interface TextCompletion {
  /** The characters [from, to) that a value takes the place of. */
  from: number
  to: number
  values: string[]
}

const MOST = 8
const WORDS = /^(?:and|or|not|in|has|exists|matches|within)$/
const WORD = /[\w./\-]+$/
/** A key, an operator, and the beginning of a value. */
const VALUE = /(?<key>[\w./\-]+)\s*(?:=|!=|\bhas\b)\s*(?<open>"?)(?<value>[^"()\s]*)$/

/** What may come where the caret stands: names of keys, or values that occur. */
export function useTextCompletion(
  runs: Runs,
  text: string,
  caret: number | null,
): TextCompletion | undefined {
  const columns = useColumnsWithName(runs)
  const names = useMemo(() => new ColumnNames(columns.map((column) => column.id)), [columns])
  const all = useMemo(() => columns.map((column) => names.nameOf(column.id)), [columns, names])
  const before = caret === null ? '' : text.slice(0, caret)
  const value = VALUE.exec(before)?.groups
  const column: ColumnId | undefined = value && names.resolve(value['key']!)
  const { data } = useCompletions(runs, column ?? null, value?.['value'] ?? '')
  return useMemo(() => {
    if (caret === null) return undefined
    if (value) {
      const { open = '', value: typed = '' } = value
      const from = caret - typed.length - open.length
      const values = (data ?? [])
        .map((one) => one.value)
        .filter((one) => typeof one === 'string' || typeof one === 'number')
        .filter((one) => String(one) !== typed)
        .map((one) => (typeof one === 'number' ? String(one) : JSON.stringify(one)))
      return { from, to: caret, values: values.slice(0, MOST) }
    }
    const word = WORD.exec(before)?.[0] ?? ''
    if (word === '' || WORDS.test(word)) return undefined
    const found = rank(word, all, (name) => name, MOST).filter((name) => name !== word)
    return { from: caret - word.length, to: caret, values: found }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the match is made of the text before
  }, [before, caret, data, all])
}
