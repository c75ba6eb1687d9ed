'use client'

/** Every kind of panel there is: one line each. */
import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'
import type { PanelType } from '@/lib/panels/spec'
import { LinePanel } from './line/LinePanel'
import type { PanelProps } from './panelProps'

type Kinds = { [T in PanelType]?: ComponentType<PanelProps<T>> }

/** Line panels come with the page; whatever few pages show is loaded when it is first shown. */
const kinds: Kinds = {
  line: LinePanel,
  scalar: dynamic(() => import('./scalar/ScalarPanel').then((m) => m.ScalarPanel)),
  bar: dynamic(() => import('./bar/BarPanel').then((m) => m.BarPanel)),
  histogram: dynamic(() => import('./histogram/HistogramPanel').then((m) => m.HistogramPanel)),
  scatter: dynamic(() => import('./scatter/ScatterPanel').then((m) => m.ScatterPanel)),
  parallel: dynamic(() => import('./parallel/ParallelPanel').then((m) => m.ParallelPanel)),
  importance: dynamic(() => import('./importance/ImportancePanel').then((m) => m.ImportancePanel)),
  runComparer: dynamic(() =>
    import('./runComparer/RunComparerPanel').then((m) => m.RunComparerPanel),
  ),
  codeComparer: dynamic(() =>
    import('./codeComparer/CodeComparerPanel').then((m) => m.CodeComparerPanel),
  ),
  markdown: dynamic(() => import('./markdown/MarkdownPanel').then((m) => m.MarkdownPanel)),
  media: dynamic(() => import('./media/MediaPanel').then((m) => m.MediaPanel)),
}

export function panelOf<T extends PanelType>(type: T): ComponentType<PanelProps<T>> | undefined {
  return kinds[type]
}
