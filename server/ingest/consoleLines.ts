/**
 * A run's console: numbered lines that may be overwritten at any time (progress bars rewrite
 * theirs). Stored 512 to a compressed row; lines not stored yet lie over them.
 */
import zlib from 'node:zlib'
import type pg from 'pg'

const CHUNK_LINES = 512

export type ConsoleOverlay = Map<number, string>

/** Writes the overlay's lines into console_chunk. To be run inside a transaction. */
export async function storeConsole(
  client: pg.ClientBase,
  runId: number,
  overlay: ReadonlyMap<number, string>,
): Promise<void> {
  const byChunk = new Map<number, [number, string][]>()
  for (const [line, text] of overlay) {
    const chunk = Math.floor(line / CHUNK_LINES)
    const changes = byChunk.get(chunk) ?? []
    changes.push([line % CHUNK_LINES, text])
    byChunk.set(chunk, changes)
  }
  const stored = await loadChunks(client, runId, [...byChunk.keys()])
  for (const [chunk, changes] of byChunk) {
    const lines = stored.get(chunk) ?? []
    for (const [place, text] of changes) {
      while (lines.length < place) lines.push('')
      lines[place] = text
    }
    await client.query({
      name: 'store-console',
      text: `INSERT INTO console_chunk (run_id, idx, blob) VALUES ($1, $2, $3)
        ON CONFLICT (run_id, idx) DO UPDATE SET blob = EXCLUDED.blob`,
      values: [runId, chunk, pack(lines)],
    })
  }
}

/** Lines [from, to); numbers nobody wrote are empty. */
export async function loadConsole(
  client: Pick<pg.ClientBase, 'query'>,
  runId: number,
  from: number,
  to: number,
): Promise<string[]> {
  const first = Math.floor(from / CHUNK_LINES)
  const last = Math.floor((to - 1) / CHUNK_LINES)
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  const chunks = await loadChunks(client, runId, indexes)
  return Array.from({ length: to - from }, (_, i) => {
    const line = from + i
    return chunks.get(Math.floor(line / CHUNK_LINES))?.[line % CHUNK_LINES] ?? ''
  })
}

async function loadChunks(
  client: Pick<pg.ClientBase, 'query'>,
  runId: number,
  indexes: number[],
): Promise<Map<number, string[]>> {
  const result = await client.query<{ idx: number; blob: Buffer }>({
    name: 'load-console',
    text: 'SELECT idx, blob FROM console_chunk WHERE run_id = $1 AND idx = ANY($2::int[])',
    values: [runId, indexes],
  })
  return new Map(result.rows.map((row) => [row.idx, unpack(row.blob)]))
}

function pack(lines: string[]): Buffer {
  return zlib.deflateRawSync(Buffer.from(JSON.stringify(lines)), { level: 1 })
}

function unpack(blob: Buffer): string[] {
  return JSON.parse(zlib.inflateRawSync(blob).toString('utf8')) as string[]
}
