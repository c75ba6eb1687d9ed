import { chosenColor, runColor } from '@/lib/palette/runColors'
import type { SharedRun, SharedRunSet } from '@/lib/api/sharing'
import { formatExactTime } from '@/lib/format/time'
import { countOf } from '@/lib/format/number'

const PROBLEMS = {
  noRuns: 'No runs match.',
  noPermission: 'The author of this link may no longer read these runs.',
  nothingToDraw: 'There is nothing to show.',
}

/** A run set that stands in the text: its runs by name. */
export function SharedRuns({ runSet }: { runSet: SharedRunSet }) {
  const { name, project, frozenAt, problem, runs, leftOut } = runSet
  return (
    <section aria-label={name || 'Runs'} className="my-6 rounded-md border border-line">
      <div className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-3 py-2 text-13">
        <span className="font-medium">{name || 'Runs'}</span>
        {project && <span className="text-ink-3">{project}</span>}
        <span className="grow text-right text-ink-3">
          {frozenAt
            ? `Frozen ${formatExactTime(Date.parse(frozenAt))}`
            : countOf(runs.length + leftOut, 'run')}
        </span>
      </div>
      {problem ? (
        <p className="px-3 py-2 text-13 text-ink-2">{PROBLEMS[problem]}</p>
      ) : (
        <ul className="m-0 max-h-72 list-none overflow-y-auto px-3 py-2 text-13" tabIndex={0}>
          {runs.map((run) => (
            <li key={run.id} className="flex items-center gap-2">
              <span
                aria-hidden
                className="size-2 shrink-0 rounded-full"
                style={{
                  background: `light-dark(${colorOf(run, 'light')}, ${colorOf(run, 'dark')})`,
                }}
              />
              <span className="truncate">{run.label}</span>
              {run.live && <span className="text-12 text-running">running</span>}
            </li>
          ))}
          {leftOut > 0 && <li className="text-ink-3">and {countOf(leftOut, 'more run')}</li>}
        </ul>
      )}
    </section>
  )
}

const colorOf = ({ color, number }: SharedRun, theme: 'light' | 'dark') =>
  color ? chosenColor(color, theme) : runColor(number, theme)
