/** `POST /files/{entity}/{project}/{run}/file_stream`: everything a run logs while it runs. */
import { z } from 'zod'
import { parseLenient } from '@/lib/json/lenient'
import { badRequest, fromZod } from '../http/errors'
import { parseRows, type Post, type RowBatch, Tape, Token } from '../ingest'

const fileSchema = z.object({
  offset: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  content: z.array(z.string()),
})

const bodySchema = z.object({
  files: z.record(z.string(), fileSchema).nullish(),
  uploaded: z.array(z.string()).nullish(),
  preempting: z.boolean().nullish(),
  complete: z.boolean().nullish(),
  exitcode: z.number().int().nullish(),
})

const HISTORY = 'wandb-history.jsonl'
const EVENTS = 'wandb-events.jsonl'
const SUMMARY = 'wandb-summary.json'
const CONSOLE = 'output.log'
const ROW_FILES = [HISTORY, EVENTS]

/** A body as JSON; of files of rows, whose content may be read already, `rows` has the batches. */
interface Document {
  value: unknown
  rows: Map<string, RowBatch>
}

/**
 * @throws HttpError 400 naming the field. The SDK never sends such a body, so this cannot end the
 *         streaming of a real run; lines that are not JSON are another matter and are kept.
 */
export function parseFileStream(body: readonly Buffer[]): Post {
  const { value, rows } = scanDocument(body) ?? parseDocument(body)
  const parsed = bodySchema.safeParse(value)
  if (!parsed.success) throw fromZod(parsed.error)
  const { files, preempting, complete, exitcode } = parsed.data
  const post: Post = {}
  for (const [name, { offset, content }] of Object.entries(files ?? {})) {
    const rowsOf = () => ({ firstLine: offset, batch: rows.get(name) ?? parseRows(content) })
    if (name === HISTORY) post.history = rowsOf()
    else if (name === EVENTS) post.events = rowsOf()
    else if (content.length === 0) continue
    else if (name === CONSOLE) post.console = { firstLine: offset, lines: content }
    else if (name === SUMMARY) post.summary = checkSummary(content.at(-1)!)
  }
  if (complete || preempting) {
    const exitCode = exitcode ?? 0
    post.status = { complete: complete ?? false, exitCode, preempting: preempting ?? false }
  }
  return post
}

function parseDocument(body: readonly Buffer[]): Document {
  try {
    return { value: parseLenient(Buffer.concat(body).toString('utf8')), rows: new Map() }
  } catch (error) {
    throw badRequest(`the body is not JSON: ${(error as Error).message}`)
  }
}

/** The same, with rows read where they lie; undefined for anything but the usual shape. */
function scanDocument(body: readonly Buffer[]): Document | undefined {
  const tape = Tape.open(body)
  if (!tape || tape.type(0) !== Token.Object) return undefined
  const rows = new Map<string, RowBatch>()
  try {
    const members = tape.members(0).map(([name, at]): [string, unknown] => {
      if (name !== 'files' || tape.type(at) !== Token.Object) return [name, tape.tree(at)]
      const files = tape.members(at).map(([file, place]): [string, unknown] => {
        return [
          file,
          ROW_FILES.includes(file) ? scanRowFile(tape, place, file, rows) : tape.tree(place),
        ]
      })
      return [name, Object.fromEntries(files)]
    })
    return { value: Object.fromEntries(members), rows }
  } catch {
    return undefined
  }
}

function scanRowFile(
  tape: Tape,
  place: number,
  file: string,
  rows: Map<string, RowBatch>,
): Record<string, unknown> {
  const members = tape.members(place).map(([name, at]): [string, unknown] => {
    if (name !== 'content' || tape.type(at) !== Token.Array) return [name, tape.tree(at)]
    const first = at + 1
    const count = tape.after(at) - 1 - first
    const batch = tape.rows(first, count)
    if (!batch) return [name, tape.tree(at)]
    rows.set(file, batch)
    return [name, []]
  })
  return Object.fromEntries(members)
}

function checkSummary(text: string): string {
  let value: unknown
  try {
    value = parseLenient(text)
  } catch (error) {
    throw badRequest(`files.${SUMMARY}.content: ${(error as Error).message}`, `files.${SUMMARY}`)
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw badRequest(`files.${SUMMARY}.content: must hold a JSON object`, `files.${SUMMARY}`)
  }
  return text
}
