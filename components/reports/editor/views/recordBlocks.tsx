'use client'

/** What the text says of grids of panels and of run sets. */
import { type NodeViewProps, NodeViewWrapper } from '@tiptap/react'
import { useGrid, useRunSets } from '@/components/reports/document/reportContext'
import { countOf } from '@/lib/format/number'
import { titleOf } from '@/lib/panels/spec'

const boxClass = 'rounded-md border border-line bg-sunken px-3 py-2 text-12 text-ink-2'

export function PanelGridBlock({ node }: NodeViewProps) {
  const grid = useGrid(String(node.attrs['gridId']))
  if (!grid)
    return <NodeViewWrapper className={boxClass}>These panels were deleted.</NodeViewWrapper>
  return (
    <NodeViewWrapper className={boxClass}>
      {countOf(grid.panels.length, 'panel')}:{' '}
      {grid.panels.map(({ spec }) => titleOf(spec)).join(', ')}
    </NodeViewWrapper>
  )
}

export function RunSetBlock({ node }: NodeViewProps) {
  const id = String(node.attrs['runSetId'])
  const runSet = useRunSets().find((one) => one.id === id)
  return (
    <NodeViewWrapper className={boxClass}>
      {runSet ? `Runs: ${runSet.name || 'unnamed'}` : 'This run set was deleted.'}
    </NodeViewWrapper>
  )
}
