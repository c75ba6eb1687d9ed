/**
 * Drives the WebAssembly scanner: the JSON document of a post is walked once, and lines of history
 * inside it become columns without a JavaScript object for each.
 *
 * Everything here may answer "undefined", which means: read it the ordinary way.
 */
import { parseLenient, stringifyLenient } from '@/lib/json/lenient'
import { escapeKeySegment, isPlainTree, visitRow } from '@/lib/metrics/keys'
import type { Cell } from '../../metrics'
import type { BatchColumn, RowBatch } from '../rowBatch'
import { exactPowersOfTen, POWER_TABLE_ADDRESS, powerTable } from './powers'
import { SCANNER_WASM } from './scannerWasm'

interface Exports {
  memory: WebAssembly.Memory
  tape(input: number, length: number, tape: number, capacity: number): number
  rows(
    firstToken: number,
    count: number,
    work: number,
    slotLimit: number,
    hashSize: number,
    otherLimit: number,
  ): number
  slotsUsed(): number
  othersUsed(): number
}

const INPUT_ADDRESS = 65_536
const TOKEN_BYTES = 12
const SLOT_BYTES = 16
const OTHER_BYTES = 20
const MAX_TOKENS = 1_000_000
const MAX_SLOTS = 65_536
/** The high half of the mark of an empty cell; see scanner.ts in assembly/. */
const ABSENT_HIGH = 0x7ff8dead
/** Columns larger than this together are left to the slow way. */
const MAX_VALUE_BYTES = 64 * 1024 * 1024
/** An instance that has grown beyond this is dropped after use: WebAssembly memory never shrinks. */
const KEEP_BYTES = 32 * 1024 * 1024
const PAGE_BYTES = 65_536

export const enum Token {
  Object = 1,
  EndObject = 2,
  Array = 3,
  EndArray = 4,
  String = 5,
  EscapedString = 6,
  Number = 7,
  Literal = 8,
}

const wasmModule = new WebAssembly.Module(Buffer.from(SCANNER_WASM, 'base64'))
let instance: Exports | undefined

function exportsWith(bytes: number): Exports | undefined {
  if (instance && instance.memory.buffer.byteLength > KEEP_BYTES) instance = undefined
  if (!instance) {
    const abort = () => {
      throw new Error('the scanner failed')
    }
    const fresh = new WebAssembly.Instance(wasmModule, { env: { abort } })
    instance = fresh.exports as unknown as Exports
    grow(instance.memory, INPUT_ADDRESS)
    const table = new BigUint64Array(instance.memory.buffer, POWER_TABLE_ADDRESS)
    const powers = powerTable()
    table.set(powers)
    const exact = POWER_TABLE_ADDRESS + powers.byteLength
    new Float64Array(instance.memory.buffer, exact).set(exactPowersOfTen())
  }
  return grow(instance.memory, bytes) ? instance : undefined
}

function grow(memory: WebAssembly.Memory, bytes: number): boolean {
  const missing = bytes - memory.buffer.byteLength
  if (missing <= 0) return true
  try {
    memory.grow(Math.ceil(missing / PAGE_BYTES))
    return true
  } catch {
    return false
  }
}

/** A document's tokens. Good until the next document is opened. */
export class Tape {
  private words: Uint32Array

  private constructor(
    readonly length: number,
    private readonly wasm: Exports,
    private readonly address: number,
  ) {
    this.words = this.view()
  }

  /** Undefined for text that is not plain, shallow JSON. */
  static open(body: readonly Buffer[]): Tape | undefined {
    const size = body.reduce((sum, chunk) => sum + chunk.length, 0)
    const address = align(INPUT_ADDRESS + size + 16)
    // A token takes at least two bytes of text with its comma.
    const capacity = Math.min(MAX_TOKENS, Math.ceil(size / 2) + 2)
    const wasm = exportsWith(address + capacity * TOKEN_BYTES)
    if (!wasm) return undefined
    const input = new Uint8Array(wasm.memory.buffer, INPUT_ADDRESS)
    let at = 0
    for (const chunk of body) {
      input.set(chunk, at)
      at += chunk.length
    }
    const length = wasm.tape(INPUT_ADDRESS, size, address, capacity)
    return length < 0 ? undefined : new Tape(length, wasm, address)
  }

  /** Word 0 is the token's type, 1 and 2 are where its text begins and ends. */
  private word(token: number, word: 0 | 1 | 2): number {
    // Growing the memory detaches earlier views of it.
    if (this.words.buffer !== this.wasm.memory.buffer) this.words = this.view()
    return this.words[token * 3 + word]!
  }

  private view(): Uint32Array {
    return new Uint32Array(this.wasm.memory.buffer, this.address, this.length * 3)
  }

  type(token: number): Token {
    return token < this.length ? this.word(token, 0) : Token.EndObject
  }

  /** The token's bytes as text; of strings, what stands between the quotes. */
  private text(token: number): string {
    return decodeUtf8(this.wasm.memory, this.word(token, 1), this.word(token, 2))
  }

  /** The value of a name, string, number or literal. Throws for a word that is none. */
  value(token: number): unknown {
    const text = this.text(token)
    if (this.type(token) === Token.String) return text
    if (this.type(token) === Token.EscapedString) return JSON.parse(`"${text}"`)
    return parseLenient(text)
  }

  /** The token after the value that begins at `token`. */
  after(token: number): number {
    let depth = 0
    for (let at = token; ; at++) {
      const type = this.type(at)
      if (type === Token.Object || type === Token.Array) depth++
      else if (type === Token.EndObject || type === Token.EndArray) depth--
      if (depth === 0) return at + 1
      if (at >= this.length) throw new RangeError('the document ends too early')
    }
  }

  /** The value that begins at `token`, whole. */
  tree(token: number): unknown {
    const type = this.type(token)
    if (type === Token.Array) {
      const items: unknown[] = []
      for (let at = token + 1; this.type(at) !== Token.EndArray; at = this.after(at)) {
        items.push(this.tree(at))
      }
      return items
    }
    if (type !== Token.Object) return this.value(token)
    return Object.fromEntries(this.members(token).map(([name, at]) => [name, this.tree(at)]))
  }

  /** Names of the object that begins at `token`, with the tokens of their values. */
  members(token: number): [name: string, value: number][] {
    const members: [string, number][] = []
    for (let at = token + 1; this.type(at) !== Token.EndObject; at = this.after(at + 1)) {
      members.push([this.text(at), at + 1])
    }
    return members
  }

  /** The rows in `count` string tokens from `first` on, as parseRows would give them. */
  rows(first: number, count: number): RowBatch | undefined {
    const { wasm } = this
    const work = align(this.address + this.length * TOKEN_BYTES)
    const slotLimit = Math.min(MAX_SLOTS, Math.floor(MAX_VALUE_BYTES / (8 * Math.max(count, 1))))
    const hashSize = powerOfTwoAbove(slotLimit * 2)
    const otherLimit = Math.max(1024, count * 8)
    const fixed = slotLimit * SLOT_BYTES + hashSize * 4 + otherLimit * OTHER_BYTES
    if (!grow(wasm.memory, work + fixed + PAGE_BYTES)) return undefined
    const firstToken = this.address + first * TOKEN_BYTES
    if (wasm.rows(firstToken, count, work, slotLimit, hashSize, otherLimit) !== 0) return undefined
    const others = work + slotLimit * SLOT_BYTES + hashSize * 4
    const values = (others + otherLimit * OTHER_BYTES + 7) & ~7
    const places = { slots: work, others, values, count }
    return readBatch(wasm, places)
  }
}

interface Places {
  slots: number
  others: number
  values: number
  count: number
}

function readBatch(wasm: Exports, places: Places): RowBatch | undefined {
  const { memory } = wasm
  const { count } = places
  const view = new DataView(memory.buffer)
  const slotCount = wasm.slotsUsed()
  const names = Array.from({ length: slotCount }, (_, slot) => {
    const at = places.slots + slot * SLOT_BYTES
    const start = view.getUint32(at, true)
    return escapeKeySegment(decodeUtf8(memory, start, start + view.getUint32(at + 4, true)))
  })
  const extra = new ExtraValues()
  for (let i = 0; i < wasm.othersUsed(); i++) {
    const at = places.others + i * OTHER_BYTES
    const row = view.getUint32(at, true)
    const slot = view.getUint32(at + 4, true)
    const text = decodeUtf8(memory, view.getUint32(at + 8, true), view.getUint32(at + 12, true))
    if (view.getUint32(at + 16, true) === 1) {
      view.setFloat64(places.values + (slot * count + row) * 8, Number(text), true)
    } else if (!extra.add(row, names[slot]!, text)) return undefined
  }
  return extra.finish(readColumns(memory, places, names), count)
}

/** The columns that hold numbers. They share one buffer: thousands of small ones would cost more. */
function readColumns(memory: WebAssembly.Memory, places: Places, names: string[]): BatchColumn[] {
  const { count } = places
  const view = new DataView(memory.buffer)
  const numbers = names.map((_, slot) => view.getUint32(places.slots + slot * SLOT_BYTES + 8, true))
  const values = new Float64Array(numbers.reduce((sum, n) => sum + n, 0))
  const columns: BatchColumn[] = []
  let at = 0
  numbers.forEach((n, slot) => {
    if (n === 0) return
    const address = places.values + slot * count * 8
    const own = values.subarray(at, at + n)
    at += n
    const rows = n === count ? null : presentRows(memory, address, count, n)
    const all = new Float64Array(memory.buffer, address, count)
    if (rows) rows.forEach((row, i) => (own[i] = all[row]!))
    else own.set(all)
    columns.push({ name: names[slot]!, rows, values: own })
  })
  return columns
}

function presentRows(memory: WebAssembly.Memory, address: number, count: number, numbers: number) {
  const halves = new Uint32Array(memory.buffer, address, count * 2)
  const rows = new Uint32Array(numbers)
  let n = 0
  for (let row = 0; row < count; row++) if (halves[row * 2 + 1] !== ABSENT_HIGH) rows[n++] = row
  return rows
}

/** What the scanner leaves to JavaScript: strings, media, lists, and numbers in nested objects. */
class ExtraValues {
  private readonly nested = new Map<string, { rows: number[]; values: number[] }>()
  private readonly rows = new Map<number, Record<string, unknown>>()
  private readonly keys = new Set<string>()

  /** `text` is JSON as it stands inside the line's string, escaped once more. False if it is not. */
  add(row: number, key: string, text: string): boolean {
    let value: unknown
    try {
      value = parseLenient(JSON.parse(`"${text}"`) as string)
    } catch {
      return false
    }
    const other = (name: string, v: unknown) => {
      let cells = this.rows.get(row)
      // Without a prototype: a key may be called "__proto__".
      if (!cells) this.rows.set(row, (cells = Object.create(null) as Record<string, unknown>))
      cells[name] = v
      this.keys.add(name)
    }
    const number = (name: string, v: number) => {
      let column = this.nested.get(name)
      if (!column) this.nested.set(name, (column = { rows: [], values: [] }))
      column.rows.push(row)
      column.values.push(v)
    }
    if (isPlainTree(value)) visitRow(value, number, other, `${key}.`, 1)
    else other(key, value)
    return true
  }

  /** Undefined for values nested too deeply to be written again. */
  finish(columns: BatchColumn[], count: number): RowBatch | undefined {
    for (const [name, { rows, values }] of this.nested) {
      const dense = rows.length === count
      columns.push({
        name,
        rows: dense ? null : Uint32Array.from(rows),
        values: Float64Array.from(values),
      })
    }
    try {
      const cells = [...this.rows].map(([row, others]): Cell => {
        return { row, json: stringifyLenient(others) }
      })
      cells.sort((a, b) => a.row - b.row)
      return { rows: count, columns, cells, cellKeys: this.keys }
    } catch {
      return undefined
    }
  }
}

const decoder = new TextDecoder()

function decodeUtf8(memory: WebAssembly.Memory, start: number, end: number): string {
  return decoder.decode(new Uint8Array(memory.buffer, start, end - start))
}

function align(address: number): number {
  return (address + 15) & ~15
}

function powerOfTwoAbove(n: number): number {
  let power = 16
  while (power < n) power *= 2
  return power
}
