'use client'

import {
  ArrowDownToLine,
  ChevronDown,
  ChevronUp,
  Clock,
  Download,
  Regex,
  WrapText,
} from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Button, buttonClass } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { SearchField } from '@/components/ui/SearchField'
import { countOf, formatCount } from '@/lib/format/number'
import type { LogSearch } from './useLogSearch'

export interface LogToolbarProps {
  search: LogSearch
  /** Which of the found lines one is at; −1 before the first step. */
  at: number
  onStep: (by: 1 | -1) => void
  total: number
  times: boolean
  onTimes: (on: boolean) => void
  wrap: boolean
  onWrap: (on: boolean) => void
  following: boolean
  /** Whether more lines are to come. */
  running: boolean
  onFollow: () => void
  downloadUrl: string
}

export function LogToolbar(props: LogToolbarProps) {
  const { search, at, onStep, total, times, wrap, following, running } = props
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onStep(event.shiftKey ? -1 : 1)
  }
  return (
    <div
      role="toolbar"
      aria-label="Logs"
      className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5"
    >
      <SearchField
        label="Search logs"
        value={search.text}
        onChange={search.setText}
        error={search.error}
        onKeyDown={onKeyDown}
        className="max-w-80 min-w-40 grow"
      />
      <IconButton
        label="Regular expression"
        icon={Regex}
        aria-pressed={search.regex}
        className="aria-pressed:bg-selected aria-pressed:text-accent"
        onClick={() => search.setRegex(!search.regex)}
      />
      {search.text !== '' && (
        <>
          <IconButton label="Previous (Shift+Enter)" icon={ChevronUp} onClick={() => onStep(-1)} />
          <IconButton label="Next (Enter)" icon={ChevronDown} onClick={() => onStep(1)} />
        </>
      )}
      <span
        role="status"
        className={`min-w-0 grow truncate text-12 tabular-nums ${search.error ? 'text-danger' : 'text-ink-3'}`}
      >
        {search.error ?? statusText(search, at, total)}
      </span>
      <IconButton
        label="Times (UTC)"
        icon={Clock}
        aria-pressed={times}
        className="aria-pressed:bg-selected aria-pressed:text-accent"
        onClick={() => props.onTimes(!times)}
      />
      <IconButton
        label="Wrap long lines"
        icon={WrapText}
        aria-pressed={wrap}
        className="aria-pressed:bg-selected aria-pressed:text-accent"
        onClick={() => props.onWrap(!wrap)}
      />
      <a
        href={props.downloadUrl}
        download
        className={buttonClass('quiet')}
        aria-label="Download logs"
      >
        <Download aria-hidden className="size-3.5" />
        <span className="max-sm:hidden">Download</span>
      </a>
      <Button
        icon={ArrowDownToLine}
        aria-pressed={running ? following : undefined}
        onClick={props.onFollow}
      >
        {!running ? 'To the end' : following ? 'Following' : 'Follow'}
      </Button>
    </div>
  )
}

function statusText({ text, lines, more, searching }: LogSearch, at: number, total: number) {
  if (text === '') return countOf(total, 'line')
  if (searching) return 'Searching …'
  if (lines.length === 0) return 'Not found'
  const found = `${formatCount(lines.length)}${more ? '+' : ''}`
  return at < 0
    ? countOf(lines.length, 'line found', 'lines found')
    : `${formatCount(at + 1)} of ${found}`
}
