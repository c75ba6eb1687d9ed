import type { SharedGrid as Grid } from '@/lib/api/sharing'
import { GRID_WIDTH, HEIGHT_UNIT } from '@/lib/workspace/layout'
import SafeMarkdown from '@/components/panels/markdown/SafeMarkdown'
import { SharedPanel } from './SharedPanel'

/** Units of height of panels that nobody resized. */
const DEFAULT_HEIGHT = 30

/** Panels at the places and of the heights that they have in the report; below each other on a phone. */
export function SharedGrid({ grid }: { grid: Grid }) {
  const { caption, columns, panels } = grid
  if (panels.length === 0) return null
  const usual = Math.floor(GRID_WIDTH / (columns ?? Math.min(2, panels.length)))
  return (
    <figure className="my-6">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-24">
        {panels.map((panel) => (
          <div
            key={panel.id}
            style={{ '--span': Math.min(GRID_WIDTH, panel.w ?? usual) } as React.CSSProperties}
            className="min-w-0 sm:col-[span_var(--span)]"
          >
            <SharedPanel panel={panel} height={(panel.h ?? DEFAULT_HEIGHT) * HEIGHT_UNIT}>
              {panel.body.kind === 'text' && <SafeMarkdown text={panel.body.text} />}
            </SharedPanel>
          </div>
        ))}
      </div>
      {caption && <figcaption className="mt-2 text-13 text-ink-3">{caption}</figcaption>}
    </figure>
  )
}
