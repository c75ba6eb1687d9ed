/** The lines of one panel: of runs or of groups, asked for, followed, and made into a chart's lines. */
import type { Zoom } from '@/lib/charts/lineDomains'
import { stacked } from '@/lib/charts/stack'
import type { ChartColors, ChartLine, Size } from '@/lib/charts/types'
import type { PaletteTheme } from '@/lib/palette/runColors'
import type { LinePanelSpec, PanelSettings } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { XRange } from '../series/entry'
import { type FeedStatus, PanelFeed } from '../series/panelFeed'
import type { SeriesStore } from '../series/seriesStore'
import { type FetchGroups, GroupFeed, type GroupFeedQuery } from './groupFeed'
import { groupLines } from '@/lib/panels/line/groupLines'
import {
  drawnRuns,
  keysOf,
  type LineContent,
  type LineGroup,
  type LineSource,
  rangeOf,
} from '@/lib/panels/line/lineContent'
import { bucketsFor, groupBucketsFor } from '@/lib/panels/line/look'
import { RunLines } from '@/lib/panels/line/runLines'

export interface PanelInput {
  spec: LinePanelSpec
  content: LineContent
  settings: PanelSettings
  runs: readonly PanelRun[]
  theme: PaletteTheme
  colors: ChartColors
}

export class LineData {
  private readonly feed: PanelFeed
  private readonly groupFeed: GroupFeed
  private readonly runLines = new RunLines()
  private asked = ''

  constructor(store: SeriesStore, fetchGroups: FetchGroups, onChange: () => void) {
    this.feed = new PanelFeed(store, onChange)
    this.groupFeed = new GroupFeed(store, fetchGroups, onChange)
  }

  setVisible(visible: boolean): void {
    this.feed.setVisible(visible)
    this.groupFeed.setVisible(visible)
  }

  retry(): void {
    this.feed.retry()
    this.groupFeed.retry()
  }

  dispose(): void {
    this.groupFeed.dispose()
  }

  /** Tells the feeds what is wanted, when that differs from before. */
  ask(input: PanelInput, size: Size, zoom: Zoom | null): void {
    const { spec, settings, content } = input
    const { sources, groups } = content
    const range = zoom?.x ?? rangeOf(settings)
    const drawn = groups === null ? drawnRuns(input) : []
    const query = {
      stream: spec.stream,
      keys: keysOf(sources),
      x: settings.x,
      range,
      buckets: bucketsFor(size.width, drawn.length * sources.length),
      runs: drawn.map((run) => ({ id: run.id, live: run.state === 'running' })),
    }
    const asked = JSON.stringify(query)
    if (asked !== this.asked) {
      this.asked = asked
      this.feed.setQuery(query)
    }
    this.groupFeed.setQuery(groups ? groupQuery(input, groups, size, range) : null)
  }

  status({ content }: PanelInput): FeedStatus {
    return content.groups ? this.groupFeed.status() : this.feed.status()
  }

  /** What is drawn, in the colours of a theme. */
  lines(input: PanelInput, theme: PaletteTheme): ChartLine[] {
    const { spec, content } = input
    const { groups, sources } = content
    const answerOf = (source: LineSource) => this.groupFeed.answerOf(source)
    const lines = groups
      ? groupLines({ spec, sources, groups, answerOf, theme })
      : this.runLines.make(spec, content, drawnRuns(input), this.feed.lines(), theme)
    const limited = lines.slice(0, spec.limit ?? lines.length)
    const area = spec.area ?? 'none'
    return area === 'none' ? limited : stacked(limited, area === 'percent')
  }
}

function groupQuery(
  { spec, settings, content }: PanelInput,
  groups: readonly LineGroup[],
  { width }: Size,
  range: XRange | null,
): GroupFeedQuery {
  const runs = groups.reduce((sum, group) => sum + group.runs.size, 0)
  return {
    stream: spec.stream,
    sources: content.sources,
    groups,
    x: settings.x,
    scale: settings.xScale,
    range,
    buckets: groupBucketsFor(width, runs),
    live: groups.flatMap((group) => group.live),
  }
}
