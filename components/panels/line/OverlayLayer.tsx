'use client'

import { type ComponentType, memo, useMemo, useRef, useState } from 'react'
import type { Frame } from '@/lib/charts/scales'
import { PointPopover } from '@/components/ui/PointPopover'
import { Tooltip } from '@/components/ui/Tooltip'
import type { ChartOverlay, MarkWords, OverlayCardProps } from '../overlays'
import { layoutMarks, type PlacedMark } from './layoutMarks'
import type { LinePanelController } from './LinePanelController'
import { lineHeight } from './markPlace'

export interface OverlayLayerProps {
  controller: LinePanelController
  frame: Frame
  overlays: readonly ChartOverlay[]
  /** Series that have been drawn: marks stand on their lines once these are there. */
  drawn: number
  /** Marks let clicks through to the chart. */
  inert: boolean
  Card: ComponentType<OverlayCardProps> | undefined
  words: MarkWords
}

interface Opened {
  ids: readonly string[]
  x: number
  y: number
}

/** Marks at their places over a chart. New rows under the same axes do not render it. */
export const OverlayLayer = memo(function OverlayLayer(props: OverlayLayerProps) {
  const { controller, frame, overlays, drawn, inert, Card, words } = props
  const root = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const going = useRef(false)
  const { bands, marks } = useMemo(() => {
    const chart = controller.getChart()
    return layoutMarks(overlays, frame, ({ series, x }) =>
      chart && series && drawn > 0 ? lineHeight(chart, series, x) : null,
    )
  }, [controller, frame, overlays, drawn])
  // The card goes along with its mark, and stays where that was once it is gone.
  const mark = opened && marks.find(({ overlays: at }) => at.some(({ id }) => id === opened.ids[0]))
  const returnFocus = () => {
    const layer = root.current
    const button = (going.current ? [] : (opened?.ids ?? []))
      .map((id) => layer?.querySelector<HTMLElement>(`[data-mark~="${CSS.escape(id)}"]`))
      .find((found) => found)
    ;(button ?? layer?.closest<HTMLElement>('[data-panel]'))?.focus({ preventScroll: true })
  }
  return (
    <div ref={root} className="pointer-events-none absolute inset-0">
      {bands.map(({ overlay, left, width }) => (
        <span
          key={overlay.id}
          data-band={overlay.id}
          className="absolute border-x"
          style={{
            left,
            width,
            top: frame.top,
            height: frame.bottom - frame.top,
            borderColor: `color-mix(in srgb, ${colorOf(overlay)} 55%, transparent)`,
            background: `color-mix(in srgb, ${colorOf(overlay)} ${overlay.lit ? 22 : 10}%, transparent)`,
          }}
        />
      ))}
      {marks.map((one) => {
        const ids = one.overlays.map(({ id }) => id)
        return (
          <MarkButton
            key={ids[0]}
            mark={one}
            inert={inert}
            noun={words.noun}
            open={opened !== null && ids.includes(opened.ids[0]!)}
            onOpen={
              Card &&
              (() => {
                going.current = false
                setOpened({ ids, x: one.x, y: one.y })
              })
            }
          />
        )
      })}
      {Card && opened && (
        <PointPopover
          x={mark?.x ?? opened.x}
          y={mark?.y ?? opened.y}
          label={capitalized(words.noun)}
          onClose={() => setOpened(null)}
          onReturnFocus={returnFocus}
        >
          <Card
            ids={opened.ids}
            onClose={(how) => {
              going.current = how === 'going'
              setOpened(null)
            }}
          />
        </PointPopover>
      )}
    </div>
  )
})

interface MarkButtonProps {
  mark: PlacedMark
  inert: boolean
  noun: string
  open: boolean
  onOpen: (() => void) | undefined
}

const MOST_HINTS = 4
/** Around the mark that is looked for. */
const LIT = '0 0 0 2px var(--raised), 0 0 0 4px var(--accent)'
/** A mark nearer to the top than it is high would be cut off. */
const LEAST_TOP = 24

/** A pin whose tip is the point; of several at one place, their number. */
function MarkButton({ mark: { x, y, overlays }, inert, noun, open, onOpen }: MarkButtonProps) {
  const first = overlays[0]!
  const many = overlays.length > 1
  const colors = new Set(overlays.map(colorOf))
  const color = colors.size === 1 ? colorOf(first) : 'var(--ink-3)'
  const lit = overlays.some((overlay) => overlay.lit)
  const name = many
    ? `${overlays.length} ${noun}s: ${overlays.map(({ label }) => label).join('; ')}`
    : first.label
  const hint = (
    <span className="flex flex-col gap-1.5">
      {overlays.slice(0, MOST_HINTS).map(({ id, hint, label }) => (
        <span key={id}>{hint ?? label}</span>
      ))}
      {overlays.length > MOST_HINTS && <span>+{overlays.length - MOST_HINTS} more</span>}
    </span>
  )
  return (
    <Tooltip content={hint} side="top">
      <button
        type="button"
        aria-label={name}
        aria-haspopup={onOpen && 'dialog'}
        aria-expanded={onOpen && open}
        data-mark={overlays.map(({ id }) => id).join(' ')}
        data-lit={lit || undefined}
        data-over-chart
        onClick={onOpen}
        className={`absolute grid size-5 -translate-x-1/2 -translate-y-full place-items-center rounded-sm ${inert ? '' : 'pointer-events-auto cursor-pointer'}`}
        style={{ left: x, top: Math.max(y, LEAST_TOP) }}
      >
        {many ? (
          <span
            className="grid h-4.5 min-w-4.5 place-items-center rounded-full border-2 bg-raised px-0.5 text-[10px] leading-none font-semibold text-ink tabular-nums"
            style={{ borderColor: color, boxShadow: lit ? LIT : undefined }}
          >
            {overlays.length}
          </span>
        ) : (
          <span
            className="mb-1 size-3 rotate-45 rounded-full rounded-br-none border border-raised"
            style={{ background: color, boxShadow: lit ? LIT : undefined }}
          />
        )}
      </button>
    </Tooltip>
  )
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

function colorOf({ color = 'var(--accent)' }: ChartOverlay): string {
  return color
}
