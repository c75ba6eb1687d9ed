'use client'

import dynamic from 'next/dynamic'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useOnScreen } from '@/components/panels/frame/useElementSize'
import type { SharedPanel as Panel } from '@/lib/api/sharing'
import { formatCount } from '@/lib/format/number'
import { PanelCard } from './PanelCard'
import { SharedFigure } from './SharedFigure'

const SharedLinePanel = dynamic(() => import('./SharedLinePanel').then((m) => m.SharedLinePanel))
const SafeMarkdown = dynamic(() => import('@/components/panels/markdown/SafeMarkdown'))

const PROBLEMS = {
  noRuns: 'No runs match.',
  noPermission: 'The author of this link may no longer read these runs.',
  nothingToDraw: 'There is nothing to draw.',
}

/** One panel: of the height that it will have, filled once it comes near the screen. */
export function SharedPanel({ panel, height }: { panel: Panel; height: number | '100%' }) {
  const place = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(false)
  const onScreen = useCallback((now: boolean) => now && setNear(true), [])
  useOnScreen(place, onScreen)
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    // What is printed was perhaps never scrolled to.
    const all = () => setPrinting(true)
    window.addEventListener('beforeprint', all)
    return () => window.removeEventListener('beforeprint', all)
  }, [])
  const note = useMemo(
    () => (panel.leftOut > 0 ? `${formatCount(panel.leftOut)} more runs are not drawn` : undefined),
    [panel.leftOut],
  )
  return (
    <div ref={place} style={{ height }} className="break-inside-avoid">
      <Body panel={panel} height={height} shown={near || printing} note={note} />
    </div>
  )
}

function Body({
  panel,
  height,
  shown,
  note,
}: {
  panel: Panel
  height: number | '100%'
  shown: boolean
  note: string | undefined
}) {
  const { title, label, problem, body } = panel
  if (problem) {
    return (
      <PanelCard title={title} label={label}>
        <p className="grid size-full place-items-center px-4 text-center text-13 text-ink-2">
          {PROBLEMS[problem]}
        </p>
      </PanelCard>
    )
  }
  if (!shown) return <PanelCard title={title} label={label} busy />
  if (body.kind === 'line')
    return <SharedLinePanel panelId={panel.id} body={body} height={height} />
  if (body.kind === 'text') {
    return (
      <PanelCard title={title} label={label}>
        <div
          className="size-full overflow-auto px-4 py-2"
          tabIndex={0}
          role="region"
          aria-label={title}
        >
          <SafeMarkdown text={body.text} />
        </div>
      </PanelCard>
    )
  }
  return (
    <PanelCard title={title} label={label} note={note}>
      <SharedFigure panelId={panel.id} title={title} version={body.version} />
    </PanelCard>
  )
}
