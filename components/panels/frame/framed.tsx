'use client'

import { type ComponentType, memo, useState } from 'react'
import { sameRuns } from '@/lib/panels/panelRun'
import { type PanelType, titleOf } from '@/lib/panels/spec'
import type { PanelProps } from '../panelProps'
import { FullScreen } from './FullScreen'

/** Where a panel stands: in a grid, or alone on the screen. */
export interface PanelPlace {
  /** Pixels of the whole panel. */
  height: number | '100%'
  /** The panel is alone on the screen. */
  filling: boolean
  onFullScreen: (open: boolean) => void
}

/** What the body of a panel is given: a panel's props, and where it stands. */
export type PlacedPanelProps<T extends PanelType> = Omit<
  PanelProps<T>,
  'height' | 'fullScreen' | 'onFullScreenChange'
> & { place: PanelPlace }

export const DEFAULT_PANEL_HEIGHT = 260

/**
 * A panel of a body: adds the enlarged twin for full screen, and renders when what it is given says
 * something else, not merely when it is another object.
 */
export function framed<T extends PanelType>(
  Body: ComponentType<PlacedPanelProps<T>>,
): ComponentType<PanelProps<T>> {
  function Panel({ height, fullScreen, onFullScreenChange, ...props }: PanelProps<T>) {
    const [own, setOwn] = useState(false)
    const open = fullScreen ?? own
    const onFullScreen = onFullScreenChange ?? setOwn
    const place = { height: height ?? DEFAULT_PANEL_HEIGHT, filling: false, onFullScreen }
    return (
      <>
        {/* Whoever only wants the enlarged panel has no place for another. */}
        {(props.visible !== false || !open) && <Body {...props} place={place} />}
        {open && (
          <FullScreen title={titleOf(props.spec)} onClose={() => onFullScreen(false)}>
            <Body {...props} visible place={{ ...place, height: '100%', filling: true }} />
          </FullScreen>
        )}
      </>
    )
  }
  return memo(Panel, sameProps) as unknown as ComponentType<PanelProps<T>>
}

function sameProps<T extends PanelType>(before: PanelProps<T>, after: PanelProps<T>): boolean {
  const { runs: runsBefore, ...restBefore } = before
  const { runs: runsAfter, ...restAfter } = after
  const names = new Set([...Object.keys(restBefore), ...Object.keys(restAfter)])
  for (const name of names as Set<keyof typeof restBefore>) {
    if (!Object.is(restBefore[name], restAfter[name])) return false
  }
  return sameRuns(runsBefore, runsAfter)
}
