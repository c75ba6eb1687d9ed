import { formatExactTime } from '@/lib/format/time'
import { parseConsoleLine } from '@/lib/console/line'
import { cx } from '@/components/ui/cx'
import { AnsiText } from './AnsiText'
import type { FindMarks } from './useLogSearch'

export const LINE_HEIGHT = 20

/** One line; grey until its page has come. */
export function LogLine({
  number,
  line,
  numberWidth,
  times,
  wrap,
  marks,
  current,
}: {
  /** Counted from 0; people see it from 1. */
  number: number
  line: string | undefined
  /** Digits to make room for. */
  numberWidth: number
  times: boolean
  wrap: boolean
  marks: FindMarks | undefined
  current: boolean
}) {
  const parsed = line === undefined ? undefined : parseConsoleLine(line)
  const isError = parsed?.level === 'error'
  return (
    <div
      className={cx(
        'flex min-h-5 gap-3 border-l-2 pr-4 pl-2',
        isError ? 'border-danger' : 'border-transparent',
        current && 'bg-selected',
      )}
    >
      <span
        aria-hidden
        className="shrink-0 text-right text-ink-3 tabular-nums select-none"
        style={{ width: `${numberWidth}ch` }}
      >
        {number + 1}
      </span>
      {times && (
        <span
          className="shrink-0 text-ink-3 tabular-nums select-none"
          title={parsed?.time ? formatExactTime(Date.parse(parsed.time)) : undefined}
        >
          {parsed?.time?.slice(11, 23) ?? '            '}
        </span>
      )}
      {isError && <span className="sr-only">Error: </span>}
      {parsed ? (
        <span className={wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre'}>
          {parsed.label !== null && (
            <span className="mr-2 rounded-sm bg-hover px-1 text-ink-2" title={parsed.label}>
              {parsed.label}
            </span>
          )}
          <AnsiText text={parsed.content} marks={marks} current={current} />
        </span>
      ) : (
        <span
          aria-label="Loading"
          className="my-1.5 h-2 w-1/3 animate-breathe rounded-sm bg-hover"
        />
      )}
    </div>
  )
}
