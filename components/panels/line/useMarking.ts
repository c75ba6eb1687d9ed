'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { MarkPlace } from '../overlays'
import type { Point } from './gestures'
import type { LinePanelController } from './LinePanelController'
import { placeOfPointing, placeOfRange } from './markPlace'
import type { Pointing } from './PanelPointer'

/** A place somebody chose, and where it was in the chart. */
export interface ChosenPlace {
  place: MarkPlace
  at: Point
}

export interface Marking {
  /** A click or a drag now says what to mark. */
  active: boolean
  /** Absent where nothing may be marked. */
  start: (() => void) | undefined
  /** The same for a menu, after which arrows should read the chart. */
  startFromMenu: () => void
  takesFocus: () => boolean
  stop: () => void
  mark: (from: Point, to: Point | null) => void
  markPointing: (pointing: Pointing) => Promise<void>
  /** What is asked about just now. */
  chosen: ChosenPlace | null
  close: () => void
}

/** Asks for a place in a chart to mark. */
export function useMarking(controller: LinePanelController, allowed: boolean): Marking {
  const [asking, setAsking] = useState(false)
  const [chosen, setChosen] = useState<ChosenPlace | null>(null)
  const active = asking && allowed
  const stop = useCallback(() => setAsking(false), [])
  const close = useCallback(() => setChosen(null), [])
  const choose = useCallback(
    (place: MarkPlace, at: Point) => {
      setAsking(false)
      // Its tooltip would lie over the form.
      controller.pointer.leave()
      setChosen({ place, at })
    },
    [controller],
  )
  const markPointing = useCallback(
    async (pointing: Pointing) => choose(await placeOfPointing(controller, pointing), pointing.at),
    [controller, choose],
  )
  const mark = useCallback(
    (from: Point, to: Point | null) => {
      const { pointer } = controller
      const chart = controller.getChart()
      if (to) {
        const place = chart && placeOfRange(chart, from, to)
        if (place) choose(place, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
        return
      }
      pointer.moveTo(from.x, from.y)
      const pointing = pointer.get()
      if (pointing) void markPointing(pointing)
    },
    [controller, choose, markPointing],
  )
  useEffect(() => {
    if (!active) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // Before anything else that Escape ends, such as full screen.
      event.stopPropagation()
      event.preventDefault()
      stop()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [active, stop])
  const start = useMemo(() => (allowed ? () => setAsking(true) : undefined), [allowed])
  const fromMenu = useRef(false)
  const startFromMenu = useCallback(() => {
    fromMenu.current = true
    setAsking(true)
  }, [])
  const takesFocus = useCallback(() => {
    const taken = fromMenu.current
    fromMenu.current = false
    return taken
  }, [])
  const ways = { start, startFromMenu, takesFocus, stop, mark, markPointing, close }
  return { ...ways, active, chosen: allowed ? chosen : null }
}
