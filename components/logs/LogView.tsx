'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { ScrollText } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { api } from '@/lib/api/client'
import { LINE_HEIGHT, LogLine } from './LogLine'
import { LogToolbar } from './LogToolbar'
import { useConsole } from './useConsole'
import { useLogSearch } from './useLogSearch'

export interface LogViewProps {
  runId: number
  /** Whether more lines are to be expected: the view then begins at the end and stays there. */
  running: boolean
}

/** What a run has printed, live. Fills its parent; only lines on screen exist. */
export function LogView({ runId, running }: LogViewProps) {
  const store = useConsole(runId)
  const total = store.total ?? 0
  const search = useLogSearch(runId, total)
  const scroller = useRef<HTMLDivElement>(null)
  const [times, setTimes] = useState(false)
  const [wrap, setWrap] = useState(false)
  const [following, setFollowing] = useState(running)
  const [at, setAt] = useState(-1)
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? -1
  const { version } = store
  useEffect(() => {
    if (last >= first) store.need(first, last + 1)
  }, [store, first, last, version])

  useEffect(() => {
    if (following && total > 0) virtualizer.scrollToIndex(total - 1, { align: 'end' })
  }, [following, total, virtualizer, version])
  // Going up is what says "let me read"; arriving at the end again is what says "go on".
  const lastTop = useRef(0)
  const onScroll = () => {
    const element = scroller.current
    if (!element) return
    const { scrollTop, scrollHeight, clientHeight } = element
    const wentUp = scrollTop < lastTop.current - 1
    lastTop.current = scrollTop
    const atEnd = scrollHeight - scrollTop - clientHeight < LINE_HEIGHT
    if (wentUp && !atEnd) setFollowing(false)
    else if (atEnd && running && !wentUp) setFollowing(true)
  }

  const currentLine = search.lines[at]
  const step = (by: 1 | -1) => {
    const { lines } = search
    if (lines.length === 0) return
    const from = at < 0 && by < 0 ? 0 : at
    const next = (from + by + lines.length) % lines.length
    setAt(next)
    setFollowing(false)
    virtualizer.scrollToIndex(lines[next]!, { align: 'center' })
  }
  const [searched, setSearched] = useState(`${search.text}${search.regex}`)
  if (searched !== `${search.text}${search.regex}`) {
    setSearched(`${search.text}${search.regex}`)
    setAt(-1)
  }

  return (
    <div className="flex h-full min-h-0 min-w-0 grow flex-col">
      <LogToolbar
        {...{ search, at, total, times, wrap, following, running }}
        onStep={step}
        onTimes={setTimes}
        onWrap={setWrap}
        onFollow={() => {
          if (running) setFollowing(!following)
          else virtualizer.scrollToIndex(total - 1, { align: 'end' })
        }}
        downloadUrl={api.consoleUrl(runId)}
      />
      {store.error !== undefined && store.total === undefined ? (
        <ErrorState
          title="The logs could not be loaded"
          error={store.error}
          onRetry={() => void store.start()}
        />
      ) : store.total === undefined ? (
        <SkeletonRows rows={12} className="px-4 py-2" />
      ) : total === 0 ? (
        <EmptyState icon={ScrollText} title="Nothing has been printed yet">
          Lines appear here as the script prints them.
        </EmptyState>
      ) : (
        <div
          ref={scroller}
          onScroll={onScroll}
          tabIndex={0}
          role="log"
          aria-label="Console output"
          aria-live="off"
          className="min-h-0 grow overflow-auto overscroll-contain py-1 font-mono text-12/5"
        >
          <div
            className={wrap ? 'relative w-full' : 'relative w-max min-w-full'}
            style={{ height: virtualizer.getTotalSize() }}
          >
            <div
              className={wrap ? 'w-full' : 'w-max min-w-full'}
              style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
            >
              {items.map((item) => (
                <div key={item.key} data-index={item.index} ref={virtualizer.measureElement}>
                  <LogLine
                    number={item.index}
                    line={store.line(item.index)}
                    numberWidth={String(total).length}
                    times={times}
                    wrap={wrap}
                    marks={search.marks}
                    current={item.index === currentLine}
                  />
                </div>
              ))}
            </div>
          </div>
        </div>
      )}
    </div>
  )
}
