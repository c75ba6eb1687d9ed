'use client'

import { readX } from '@/components/panels/line/readX'
import { useReportEditor } from '@/components/reports/editor/editorContext'
import { useOpenReport, useStore } from '@/components/reports/document/reportContext'
import type { Anchor } from '@/lib/comments/anchor'
import { panelOf } from '@/lib/comments/anchor'
import { displayKey } from '@/lib/metrics/keys'
import { titleOf } from '@/lib/panels/spec'
import { rangeOf } from './commentMarks'

/** What a thread is about, as a line that leads there; of what was removed, what it was. */
export function ThreadPlace({ anchor, onShow }: { anchor: Anchor; onShow?: () => void }) {
  const editor = useReportEditor()
  const panel = usePanelTitle(panelOf(anchor))
  if (anchor.kind === 'report') return <p className="pt-0.5 text-ink-3">The whole report</p>
  if (anchor.kind === 'text') {
    const gone = editor !== null && rangeOf(editor.state, anchor) === null
    return (
      <>
        <Quote onShow={gone ? undefined : onShow}>{anchor.quote}</Quote>
        {gone && <p className="text-warning">This text was removed.</p>}
      </>
    )
  }
  const at =
    anchor.kind === 'point'
      ? readX(anchor.axis, anchor.x, anchor.x)
      : anchor.kind === 'range'
        ? readX(anchor.axis, anchor.from, anchor.to)
        : null
  const words =
    at === null ? (panel ?? 'A panel') : `${displayKey((anchor as { key: string }).key)}, ${at}`
  return (
    <>
      <Quote onShow={panel === null ? undefined : onShow}>{words}</Quote>
      {panel === null && <p className="text-warning">This panel was removed.</p>}
    </>
  )
}

function Quote({ onShow, children }: { onShow: (() => void) | undefined; children: string }) {
  const className = 'line-clamp-2 border-l-2 border-line-strong pl-2 text-left wrap-anywhere'
  if (!onShow) return <p className={className}>{children}</p>
  return (
    <button
      type="button"
      title="Show in the report"
      onClick={(event) => {
        event.stopPropagation()
        onShow()
      }}
      className={`${className} hover:text-ink`}
    >
      {children}
    </button>
  )
}

/** Null when there is no such panel. */
function usePanelTitle(id: string | null): string | null {
  const { grids } = useOpenReport()
  const { byId } = useStore(grids)
  for (const grid of byId.values()) {
    const found = grid.panels.find(({ spec }) => spec.id === id)
    if (found) return titleOf(found.spec)
  }
  return null
}
