'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { Axes } from '@/components/charts/Axes'
import type { ChartPicture } from '@/components/charts/LineChart'
import type { LinePanelController } from './LinePanelController'
import { useElementSize } from './useElementSize'

/** The chart itself: three canvases under axes. */
export function LinePlot({ controller }: { controller: LinePanelController }) {
  const host = useRef<HTMLDivElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const growing = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const [picture, setPicture] = useState<ChartPicture | null>(null)
  useEffect(() => {
    const detach = controller.attach({
      still: still.current!,
      growing: growing.current!,
      overlay: overlay.current!,
    })
    const chart = controller.getChart()!
    const unsubscribe = chart.subscribe(() => setPicture(chart.getPicture()))
    return () => {
      unsubscribe()
      detach()
    }
  }, [controller])
  const onSize = useCallback(
    (size: { width: number; height: number }) => controller.setSize(size),
    [controller],
  )
  useElementSize(host, onSize)
  return (
    <div ref={host} className="absolute inset-0 overflow-hidden">
      {picture && <Axes frame={picture.frame} />}
      <canvas ref={still} aria-hidden className="absolute inset-0" />
      <canvas ref={growing} aria-hidden className="absolute inset-0" />
      <canvas ref={overlay} aria-hidden className="absolute inset-0" />
    </div>
  )
}
