'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useOnScreen } from '@/components/panels/frame/useElementSize'
import type { SharedPanel as Panel } from '@/lib/api/sharing'
import { countOf } from '@/lib/format/number'
import { PanelCard } from './PanelCard'
import { SharedFigure } from './SharedFigure'

const SharedLinePanel = dynamic(() => import('./SharedLinePanel').then((m) => m.SharedLinePanel))

const PROBLEMS = {
  noRuns: 'No runs match.',
  noPermission: 'The author of this link may no longer read these runs.',
  nothingToDraw: 'There is nothing to draw.',
}

interface Props {
  panel: Panel
  height: number | '100%'
  /** The words of a panel of text, rendered already. */
  children?: ReactNode
}

/** One panel: of the height that it will have, filled once it comes near the screen. */
export function SharedPanel({ panel, height, children }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(false)
  const onScreen = useCallback((now: boolean) => now && setShown(true), [])
  useOnScreen(place, onScreen)
  useEffect(() => {
    // What is printed was perhaps never scrolled to.
    const all = () => setShown(true)
    window.addEventListener('beforeprint', all)
    return () => window.removeEventListener('beforeprint', all)
  }, [])
  return (
    <div ref={place} style={{ height }} className="break-inside-avoid">
      <Body panel={panel} shown={shown}>
        {children}
      </Body>
    </div>
  )
}

function Body({ panel, shown, children }: Pick<Props, 'panel' | 'children'> & { shown: boolean }) {
  const { id, title, label, problem, body, leftOut } = panel
  if (problem) {
    return (
      <PanelCard title={title} label={label}>
        <p className="grid size-full place-items-center px-4 text-center text-13 text-ink-2">
          {PROBLEMS[problem]}
        </p>
      </PanelCard>
    )
  }
  if (body.kind === 'text') {
    return (
      <PanelCard title={title} label={label}>
        <div
          className="size-full overflow-auto px-4 py-2"
          tabIndex={0}
          role="region"
          aria-label={title}
        >
          {children}
        </div>
      </PanelCard>
    )
  }
  if (!shown) return <PanelCard title={title} label={label} busy />
  if (body.kind === 'line') {
    return <SharedLinePanel panelId={id} {...{ title, label, body, leftOut }} />
  }
  const note = leftOut > 0 ? `${countOf(leftOut, 'run')} more` : undefined
  return (
    <PanelCard title={title} label={label} note={note}>
      <SharedFigure panelId={id} title={title} version={body.version} />
    </PanelCard>
  )
}
