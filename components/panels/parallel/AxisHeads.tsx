'use client'

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { Tooltip } from '@/components/ui/Tooltip'
import { cx } from '@/components/ui/cx'
import { type AxisSpec, isBrushed, type ParallelModel } from '@/lib/panels/parallel/parallelModel'
import { HEAD_PX, type ParallelScene } from '@/lib/panels/parallel/parallelScene'

/** As far a press moves before it is a drag. */
const MIN_DRAG_PX = 5

/** The axes' names, which are dragged, or moved by arrow keys, to put the axes in another order. */
export function AxisHeads({
  model,
  scene,
  onAxis,
  onMove,
}: {
  model: ParallelModel
  scene: ParallelScene
  onAxis: (index: number, axis: AxisSpec, settled: boolean) => void
  onMove: (from: number, to: number) => void
}) {
  const [held, setHeld] = useState<{ index: number; by: number } | null>(null)
  const start = useRef(0)
  const list = useRef<HTMLDivElement>(null)
  const moved = useRef<number | null>(null)
  // A moved axis keeps the focus, in its new place.
  useEffect(() => {
    if (moved.current === null) return
    list.current?.querySelectorAll<HTMLElement>('button')[moved.current]?.focus()
    moved.current = null
  }, [model.axes])

  const targetOf = (index: number, by: number) => {
    const x = scene.axes[index]!.x + by
    const others = scene.axes.filter((_, i) => i !== index)
    return others.filter((place) => place.x < x).length
  }
  const move = (from: number, to: number) => {
    if (to < 0 || to >= model.axes.length || to === from) return
    moved.current = to
    onMove(from, to)
  }
  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    const { spec, column } = model.axes[index]!
    if (event.key === 'ArrowLeft') move(index, index - 1)
    else if (event.key === 'ArrowRight') move(index, index + 1)
    else if (event.key === 'i') onAxis(index, { ...spec, inverted: !spec.inverted }, true)
    else if (event.key === 'l' && column.kind !== 'category') {
      onAxis(index, { ...spec, scale: spec.scale === 'log' ? 'linear' : 'log' }, true)
    } else if (event.key === 'Escape' && isBrushed(spec)) {
      onAxis(index, { ...spec, brushes: undefined, kept: undefined }, true)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onPointerDown = (index: number) => (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation()
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = event.clientX
    setHeld({ index, by: 0 })
  }
  const onPointerUp = () => {
    if (!held) return
    if (Math.abs(held.by) >= MIN_DRAG_PX) move(held.index, targetOf(held.index, held.by))
    setHeld(null)
  }
  return (
    <div ref={list} role="group" aria-label="Axes">
      {model.axes.map(({ spec, title, without }, i) => {
        const { x, room } = scene.axes[i]!
        const by = held?.index === i && Math.abs(held.by) >= MIN_DRAG_PX ? held.by : 0
        const facts = [
          spec.scale === 'log' && 'log',
          spec.inverted && 'inverted',
          without > 0 && `${without} runs without a value`,
        ].filter(Boolean)
        return (
          <Tooltip
            key={`${spec.column} ${i}`}
            content={`${[title, ...facts].join(', ')}. Drag, or press ← →, to reorder; l log, i invert, Esc clears its brushes.`}
          >
            <button
              type="button"
              aria-label={`Axis ${title}, ${i + 1} of ${model.axes.length}`}
              aria-keyshortcuts="ArrowLeft ArrowRight l i Escape"
              onKeyDown={onKeyDown(i)}
              onPointerDown={onPointerDown(i)}
              onPointerMove={(event) => {
                if (held?.index === i) setHeld({ index: i, by: event.clientX - start.current })
              }}
              onPointerUp={onPointerUp}
              onPointerCancel={() => setHeld(null)}
              style={{
                ...sideways(i, model.axes.length, x + by, scene.width),
                top: (HEAD_PX - 22) / 2,
                maxWidth: Math.max(28, Math.min(200, room)),
              }}
              className={cx(
                'absolute h-5.5 cursor-grab touch-none truncate rounded-sm px-1 text-12 font-medium hover:bg-hover',
                isBrushed(spec) && 'text-accent',
                by !== 0 && 'z-10 cursor-grabbing bg-raised shadow-float',
              )}
            >
              {spec.inverted && '↓ '}
              {title}
              {spec.scale === 'log' && ' (log)'}
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}

/** Over its axis; the first and the last one reach to the edges instead of beyond them. */
function sideways(i: number, count: number, x: number, width: number) {
  if (i === 0) return { left: Math.max(0, x - 48) }
  if (i === count - 1) return { right: Math.max(0, width - x - 36) }
  return { left: x, transform: 'translateX(-50%)' }
}
