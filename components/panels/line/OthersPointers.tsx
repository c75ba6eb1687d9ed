'use client'

import { useSyncExternalStore } from 'react'
import { othersPointers, type OthersPointer } from '../othersPointers'
import type { ChartPicture } from '@/components/charts/LineChart'

const NOBODY: readonly OthersPointer[] = []

/** The crosshairs of the people who are here too, at their x in the data. */
export function OthersPointers({ axis, picture }: { axis: string; picture: ChartPicture }) {
  const pointers = useSyncExternalStore(othersPointers.subscribe, othersPointers.get, () => NOBODY)
  const { frame } = picture
  return pointers.map(({ id, name, color, axis: theirs, x }) => {
    const at = theirs === axis ? frame.x.project(x) : NaN
    if (!(at >= frame.left - 0.5 && at <= frame.right + 0.5)) return null
    return (
      <div
        key={id}
        data-testid="others-crosshair"
        data-x={x}
        className="pointer-events-none absolute left-0 w-px"
        style={{
          transform: `translateX(${Math.round(at)}px)`,
          top: frame.top,
          height: frame.bottom - frame.top,
          background: color,
        }}
      >
        <span
          className="absolute top-0 left-0 max-w-28 truncate rounded-br-sm px-1 text-[10px] leading-4 text-white"
          style={{ background: color }}
        >
          {name}
        </span>
      </div>
    )
  })
}
