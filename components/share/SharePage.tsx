/** A shared report as a page: rendered on the server but for its panels and its bar. */
import SafeMarkdown from '@/components/panels/markdown/SafeMarkdown'
import { ReportText } from '@/components/reports/static/ReportText'
import { imageUrl } from '@/lib/api/sharedClient'
import type { SharedReport } from '@/lib/api/sharing'
import { formatDate } from '@/lib/format/time'
import { EndedOr } from './EndedOr'
import { ShareBar } from './ShareBar'
import { SharedGrid } from './SharedGrid'
import { SharedPanel } from './SharedPanel'
import { SharedRuns } from './SharedRuns'
import { ShareProvider } from './ShareProvider'

const WIDTHS = { readable: 'max-w-3xl', wide: 'max-w-6xl', full: 'max-w-none' }

interface Props {
  token: string
  report: SharedReport
  /** Within a page of somebody else's: the report alone. */
  embedded?: boolean
}

export function SharePage({ token, report, embedded = false }: Props) {
  const { title, description, author, project, content, ticket } = report
  const grids = new Map(report.grids.map((grid) => [grid.id, grid]))
  const runSets = new Map(report.runSets.map((set) => [set.id, set]))
  const facts = [author, project, `Changed ${formatDate(Date.parse(report.updatedAt))}`]
  return (
    <ShareProvider token={token} ticket={ticket} controls={report.controls}>
      <EndedOr>
        {!embedded && <ShareBar token={token} report={report} />}
        <main className={`mx-auto px-4 pt-8 pb-24 sm:px-6 ${WIDTHS[report.width]}`}>
          <h1 className="text-28/9 font-semibold text-balance wrap-anywhere">
            {title || 'Untitled report'}
          </h1>
          {description && <p className="mt-2 text-16 text-ink-2 wrap-anywhere">{description}</p>}
          <p className="mt-2 mb-8 text-13 text-ink-3">{facts.filter(Boolean).join(' · ')}</p>
          <ReportText
            content={content}
            parts={{
              grid: (id) => {
                const grid = grids.get(id)
                return grid ? <SharedGrid grid={grid} /> : null
              },
              runSet: (id) => {
                const runSet = runSets.get(id)
                return runSet ? <SharedRuns runSet={runSet} /> : null
              },
              imageUrl: (src) => imageUrl({ token, ticket }, src),
            }}
          />
        </main>
      </EndedOr>
    </ShareProvider>
  )
}

/** One panel, for a frame in somebody else's page. */
export function SharedPanelPage({ token, report, panelId }: Props & { panelId: string }) {
  const panel = report.grids.flatMap(({ panels }) => panels).find(({ id }) => id === panelId)
  if (!panel) return null
  return (
    <ShareProvider token={token} ticket={report.ticket} controls={report.controls}>
      <EndedOr>
        <main className="h-dvh p-1">
          <h1 className="sr-only">{report.title || 'Untitled report'}</h1>
          <SharedPanel panel={panel} height="100%">
            {panel.body.kind === 'text' && <SafeMarkdown text={panel.body.text} />}
          </SharedPanel>
        </main>
      </EndedOr>
    </ShareProvider>
  )
}
