'use client'

import { ListFilter } from 'lucide-react'
import {
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { fieldClass } from '@/components/ui/Field'
import { IconButton } from '@/components/ui/IconButton'
import { parseFilter } from '@/lib/filters/language/parse'
import { printFilter } from '@/lib/filters/language/print'
import { filterOf } from '@/lib/workspace/runSet'
import type { Runs } from '../useRuns'
import { useColumnsWithName } from '../useColumnsWithName'
import { useTextCompletion } from './useTextCompletion'

const EXAMPLE = 'lr < 1e-3 and state = running and tags has "baseline"'

/** The filter as text. Enter applies it; what is wrong is said under the character. */
export function FilterText({
  runs,
  onUnapplied,
  onClose,
}: {
  runs: Runs
  /** Told whether something was typed that does not hold yet. */
  onUnapplied?: ((unapplied: boolean) => void) | undefined
  onClose: () => void
}) {
  const { access, state } = runs
  const columns = useColumnsWithName(runs)
  const ids = useMemo(() => columns.map((column) => column.id), [columns])
  const applied = useMemo(() => {
    const filter = filterOf(state.conditions)
    const everyRun = filter.kind === 'and' && filter.filters.length === 0
    return everyRun ? '' : printFilter(filter, ids)
  }, [state.conditions, ids])
  const [draft, setDraft] = useState<string>()
  const text = draft ?? applied
  const unapplied = text !== applied
  useEffect(() => {
    onUnapplied?.(unapplied)
    return () => onUnapplied?.(false)
  }, [onUnapplied, unapplied])
  const [now] = useState(() => Date.now())
  const parsed = useMemo(() => parseFilter(text, { columns: ids, now }), [text, ids, now])
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const [caret, setCaret] = useState<number | null>(null)
  const completion = useTextCompletion(runs, text, caret)
  const [choice, setChoice] = useState(-1)
  /** Where the caret goes once the text is drawn. */
  const jump = useRef<number | null>(null)
  const id = useId()

  const apply = (): boolean => {
    setTried(true)
    if (!parsed.ok) return false
    if (draft !== undefined && draft !== applied) {
      const off = access.getState().conditions.filter((condition) => condition.disabled)
      access.setFilter(parsed.filter)
      // The text does not speak of what is switched off, and must not remove it.
      for (const condition of off) access.putCondition(condition)
    }
    setDraft(undefined)
    setCaret(null)
    return true
  }
  const accept = (value: string) => {
    if (!completion) return
    const before = text.slice(0, completion.from) + value + ' '
    setDraft(before + text.slice(completion.to).trimStart())
    setCaret(before.length)
    setChoice(-1)
    jump.current = before.length
  }
  // At once: what is typed next must not land where the caret was.
  useLayoutEffect(() => {
    const at = jump.current
    if (at === null) return
    jump.current = null
    field.current?.focus()
    field.current?.setSelectionRange(at, at)
  })
  const offered = completion?.values ?? []
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    if ((key === 'ArrowDown' || key === 'ArrowUp') && offered.length > 0) {
      const by = key === 'ArrowDown' ? 1 : -1
      setChoice((before) => (before + by + offered.length) % offered.length)
    } else if ((key === 'Enter' || key === 'Tab') && choice >= 0 && offered[choice]) {
      accept(offered[choice])
    } else if (key === 'Enter') apply()
    else if (key === 'Escape' && choice >= 0) setChoice(-1)
    else if (key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  // While one types, the end is rarely right yet.
  const error = parsed.ok || (!tried && parsed.at >= text.trimEnd().length) ? undefined : parsed
  return (
    <div role="group" aria-label="Filter" className="min-w-0 grow">
      <div className="flex items-center gap-1">
        <div className="relative min-w-0 grow">
          <input
            ref={field}
            type="text"
            role="combobox"
            aria-label="Filter as text"
            aria-expanded={offered.length > 0}
            aria-controls={`${id}-offers`}
            aria-activedescendant={choice >= 0 ? `${id}-${choice}` : undefined}
            aria-autocomplete="list"
            aria-invalid={error !== undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            data-own-escape
            autoFocus
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={EXAMPLE}
            value={text}
            onChange={(event) => {
              setDraft(event.target.value)
              setCaret(event.target.selectionStart)
              setChoice(-1)
              setTried(false)
            }}
            onBlur={() => setCaret(null)}
            onKeyDown={onKeyDown}
            className={fieldClass(error !== undefined, 'h-7 font-mono text-12!')}
          />
          <ul
            id={`${id}-offers`}
            role="listbox"
            aria-label="Completions"
            hidden={offered.length === 0}
            className="absolute top-8 left-0 z-30 max-h-60 min-w-48 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float"
          >
            {offered.map((value, i) => (
              <li
                key={value}
                id={`${id}-${i}`}
                role="option"
                aria-selected={i === choice}
                onMouseDown={(event) => {
                  event.preventDefault()
                  accept(value)
                }}
                className={cx(
                  'max-w-80 cursor-default truncate rounded-sm px-2 py-1 font-mono text-12 hover:bg-hover',
                  i === choice && 'bg-hover',
                )}
              >
                {value}
              </li>
            ))}
          </ul>
        </div>
        <Button onClick={apply} disabled={draft === undefined}>
          Apply
        </Button>
        <IconButton
          label="Filter by chips"
          icon={ListFilter}
          onClick={() => (draft === undefined || apply()) && onClose()}
        />
      </div>
      {error && (
        <div id={`${id}-error`} role="alert" className="mt-0.5 text-12 text-danger">
          <span
            aria-hidden
            data-at={error.at}
            className="block truncate pl-2.25 font-mono whitespace-pre"
          >
            {' '.repeat(error.at)}^
          </span>
          <span className="wrap-anywhere">
            {error.message}
            {error.suggestions.length > 0 && ` Try ${error.suggestions.join(', ')}.`}
          </span>
        </div>
      )}
    </div>
  )
}
