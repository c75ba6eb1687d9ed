'use client'

import { useEffect, useRef } from 'react'
import type { Size } from '@/lib/charts/types'
import type { Mark } from '@/lib/panels/plot/marks'
import { paintCanvas } from './paintMarks'

/** Marks on a canvas of so many CSS pixels. */
export function MarksCanvas({ size, marks }: { size: Size; marks: readonly Mark[] }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current) paintCanvas(canvas.current, size, marks)
  }, [size, marks])
  return <canvas ref={canvas} aria-hidden className="absolute top-0 left-0" />
}
