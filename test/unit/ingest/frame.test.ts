import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CorruptFrameError,
  decodeFrame,
  encodeFrame,
  type FrameInput,
  frameOf,
  splitFrames,
} from '@/server/ingest/frame'
import { parseRows } from '@/server/ingest/rowBatch'
import { toLine } from '../../support/wandbClient'

const row = fc.dictionary(
  fc.constantFrom('loss', 'acc', '_step', 'nested', 'π', 'note'),
  fc.oneof(fc.double(), fc.float(), fc.integer(), fc.string(), fc.constant({ deep: 1.5 })),
  { noNullPrototype: true },
)

const frames = fc
  .record({
    runId: fc.nat(),
    generation: fc.nat(5),
    lines: fc.array(row.map(toLine), { maxLength: 30 }),
    stream: fc.constantFrom(0 as const, 1 as const),
    writer: fc.nat(3),
    firstLine: fc.nat(1e9),
    firstRow: fc.option(fc.nat(1e9)),
    summary: fc.option(fc.json(), { nil: undefined }),
    client: fc.option(fc.record({ name: fc.string(), writer: fc.nat(9) }), { nil: undefined }),
    console: fc.option(
      fc.array(
        fc.record(
          {
            firstLine: fc.nat(1e6),
            lines: fc.array(fc.string({ unit: 'grapheme' })),
            origin: fc.record({ writer: fc.nat(9), line: fc.nat(1e6) }),
          },
          { requiredKeys: ['firstLine', 'lines'] },
        ),
        { minLength: 1, maxLength: 3 },
      ),
      { nil: undefined },
    ),
    status: fc.option(
      fc.record({
        complete: fc.boolean(),
        exitCode: fc.integer({ min: -255, max: 255 }),
        preempting: fc.boolean(),
      }),
      { nil: undefined },
    ),
  })
  .map(({ lines, stream, writer, firstLine, firstRow, ...rest }): FrameInput => {
    const batch = parseRows(lines)
    const cols = batch.columns.map((_, i) => i + 3)
    const newKeys = batch.columns.map((column) => column.name)
    const place = { stream, writer, firstLine, firstRow, firstNewCol: 3, newKeys }
    return { ...rest, rows: lines.length > 0 ? [{ ...place, batch, cols }] : [] }
  })

/** Typed arrays and missing members compared as what they mean. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_name, v: unknown) => {
      if (ArrayBuffer.isView(v)) return Array.from(v as Float64Array, (n) => `${n}`)
      return v
    }),
  )

describe('a frame', () => {
  it('says after the log what it said before it', () => {
    fc.assert(
      fc.property(frames, (input) => {
        expect(plain(decodeFrame(encodeFrame(input)))).toEqual(plain(frameOf(input)))
      }),
    )
  })

  it('is found again among others in one logged group', () => {
    fc.assert(
      fc.property(fc.array(frames, { minLength: 1, maxLength: 5 }), (inputs) => {
        const group = Buffer.concat(inputs.map(encodeFrame))
        const found = [...splitFrames(group)].map((bytes) => plain(decodeFrame(bytes)))
        expect(found).toEqual(inputs.map((input) => plain(frameOf(input))))
      }),
    )
  })

  it('with one changed byte is called corrupt, never read as something else', () => {
    fc.assert(
      fc.property(frames, fc.nat(), fc.integer({ min: 1, max: 255 }), (input, place, change) => {
        const bytes = encodeFrame(input)
        bytes[place % bytes.length]! ^= change
        expect(() => [...splitFrames(bytes)].map(decodeFrame)).toThrow(CorruptFrameError)
      }),
    )
  })

  it('that ends too early is called corrupt', () => {
    fc.assert(
      fc.property(frames, fc.nat(), (input, at) => {
        const bytes = encodeFrame(input)
        const cut = bytes.subarray(0, 1 + (at % (bytes.length - 1)))
        expect(() => [...splitFrames(cut)].map(decodeFrame)).toThrow(CorruptFrameError)
      }),
    )
  })
})
