/** Logged histograms of one key, over a whole run. */
import { STEP_KEY } from '@/lib/metrics/keys'
import { type LoggedHistogram, readHistogram } from '@/lib/metrics/loggedHistogram'
import { CHUNK_ROWS } from './pyramid'
import type { Row } from './rows'
import type { RunSnapshot } from './snapshot'

export interface StepHistogram extends LoggedHistogram {
  step: number
}

/** Cells are kept as texts, so a very long run is looked at in so many places only. */
const MOST_CHUNKS = 32

type ReadRows = (span: { from: number; to: number }, names: string[]) => AsyncIterable<Row[]>

/** Evenly chosen when there are more than `most`; the last one is always among them. */
export async function queryHistograms(
  snapshot: RunSnapshot,
  read: ReadRows,
  key: string,
  most: number,
): Promise<{ histograms: StepHistogram[]; sampled: boolean }> {
  const chunks = Math.ceil(snapshot.totalRows / CHUNK_ROWS)
  const visited = evenly(chunks, MOST_CHUNKS)
  const found: StepHistogram[] = []
  let sampled = visited.length < chunks
  for (const chunk of visited) {
    const span = {
      from: chunk * CHUNK_ROWS,
      to: Math.min(snapshot.totalRows, (chunk + 1) * CHUNK_ROWS),
    }
    const here: { row: number; cells: Row }[] = []
    let row = span.from
    for await (const batch of read(span, [key, STEP_KEY])) {
      for (const cells of batch) {
        if (cells.has(key)) here.push({ row, cells })
        row++
      }
    }
    for (const place of evenly(here.length, most)) {
      const { cells, row: number } = here[place]!
      const histogram = readHistogram(cells.get(key))
      const step = cells.get(STEP_KEY)
      if (histogram) found.push({ step: typeof step === 'number' ? step : number, ...histogram })
    }
    if (here.length > most) sampled = true
  }
  if (found.length > most) sampled = true
  return { histograms: evenly(found.length, most).map((place) => found[place]!), sampled }
}

/** At most `most` of 0 … n − 1, the first and the last among them. */
function evenly(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i)
  if (most === 1) return [n - 1]
  return Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / (most - 1)))
}
