'use client'

import { useCallback, useRef, useState } from 'react'
import { useElementSize } from '@/components/panels/frame/useElementSize'
import { useTheme } from '@/components/ui/theme'
import { figureUrl } from '@/lib/api/sharedClient'
import { useShared } from './ShareProvider'

/** Sizes are asked for in steps, so that a window that is dragged does not ask for every pixel. */
const STEP_PX = 40

/** A panel that the server draws. The picture before stays until the next one is there. */
export function SharedFigure({
  panelId,
  title,
  version,
}: {
  panelId: string
  title: string
  version: string
}) {
  const { place, round } = useShared()
  const theme = useTheme()
  const host = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<{ width: number; height: number }>()
  const [failed, setFailed] = useState<string>()
  const onSize = useCallback(({ width, height }: { width: number; height: number }) => {
    const step = (pixels: number, least: number) =>
      Math.max(least, Math.round(pixels / STEP_PX) * STEP_PX)
    setSize({ width: step(width, 200), height: step(height, 120) })
  }, [])
  useElementSize(host, onSize)
  const url = size && `${figureUrl(place, panelId, { ...size, theme })}&v=${version}-${round}`
  return (
    <div ref={host} className="absolute inset-0 px-2 pb-2">
      {url && failed !== url && (
        <img
          src={url}
          alt={title}
          className="size-full object-contain"
          onError={() => setFailed(url)}
        />
      )}
      {url && failed === url && (
        <p className="grid size-full place-items-center text-13 text-ink-2">
          This picture could not be loaded.
        </p>
      )}
    </div>
  )
}
