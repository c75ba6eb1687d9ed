/** What place in the data somebody means who points at a chart. */
import { hitTest, nearestEntry } from '@/components/charts/hitTest'
import type { LineChart } from '@/components/charts/LineChart'
import { pointAt } from '@/lib/charts/marks'
import type { ChartLine } from '@/lib/charts/types'
import { STEP_KEY } from '@/lib/metrics/keys'
import type { MarkPlace } from '../overlays'
import type { Point } from './gestures'
import type { LinePanelController } from './LinePanelController'
import type { Pointing } from './PanelPointer'

/** The row pointed at: of many rows under one pixel, the one nearest to it. */
export async function placeOfPointing(
  controller: LinePanelController,
  pointing: Pointing,
): Promise<MarkPlace> {
  const hit = pointing.hits[0]
  if (!hit) return { from: whole(controller.xKey(), pointing.x) }
  const series = seriesOf(hit.line)
  const single = hit.reading.rows + hit.reading.nonFinite <= 1
  if (single || hit.line.group || hit.line.derived) return { series, from: hit.reading.xMin }
  const exact = await controller.exactReadings(pointing).catch(() => null)
  const reading = exact?.readings.get(hit.line.id)
  // What is known without the server lies in the right bucket.
  return { series, from: reading?.xMin ?? hit.reading.xMin }
}

/** Both ends lie on rows of the line nearest to where the drag ended. */
export function placeOfRange(chart: LineChart, from: Point, to: Point): MarkPlace | null {
  const frame = chart.getPicture()?.frame
  if (!frame) return null
  const value = (px: number) => frame.x.invert(Math.min(frame.right, Math.max(frame.left, px)))
  const [low, high] = [value(from.x), value(to.x)]
  const hit = hitTest(chart, to.x, to.y)?.hits[0] ?? hitTest(chart, from.x, from.y)?.hits[0]
  if (!hit) return { from: low, to: high }
  const { buckets } = hit.line.result
  return {
    series: seriesOf(hit.line),
    from: buckets.xMin[nearestEntry(buckets, low)]!,
    to: buckets.xMax[nearestEntry(buckets, high)]!,
  }
}

/** Pixels at which the line of a series is drawn at an x; null where it is not. */
export function lineHeight(
  chart: LineChart,
  { run, key }: { run: number; key: string },
  x: number,
): number | null {
  const frame = chart.getPicture()?.frame
  const line = chart.getLines().find((one) => one.key === key && isOf(one, run))
  const geometry = line && chart.geometryOf(line)
  if (!frame || !geometry) return null
  const { buckets } = line.reads ?? line.result
  const last = buckets.length - 1
  if (last < 0 || x < buckets.xMin[0]! || x > buckets.xMax[last]!) return null
  return pointAt(geometry, frame, x)?.y ?? null
}

function isOf(line: ChartLine, run: number): boolean {
  if (line.derived) return false
  return line.group ? line.group.runs.has(run) : line.run === run
}

/** Of a group, one of its runs: which is meant is asked. */
function seriesOf(line: ChartLine): { run: number; key: string } {
  const [first = line.run] = line.group?.runs ?? []
  return { run: first, key: line.key }
}

function whole(xKey: string, x: number): number {
  return xKey === STEP_KEY ? Math.round(x) : x
}
