import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineLedger } from '@/server/ingest/lineLedger'

/** Posts as a client sends them, some of them twice, overlapping or out of order. */
const posts = fc.array(fc.record({ writer: fc.nat(2), from: fc.nat(60), count: fc.nat(20) }), {
  maxLength: 40,
})

/** Takes posts as ingest does: each missing part becomes the next rows. */
function take(input: { writer: number; from: number; count: number }[]) {
  const ledger = new LineLedger()
  const rowOf = new Map<string, number>()
  let nextRow = 0
  for (const { writer, from, count } of input) {
    for (const span of ledger.missing(writer, { from, to: from + count })) {
      const length = span.to - span.from
      ledger.add(writer, { line: span.from, row: nextRow, count: length })
      for (let i = 0; i < length; i++) rowOf.set(`${writer}:${span.from + i}`, nextRow + i)
      nextRow += length
    }
  }
  return { ledger, rowOf, nextRow }
}

describe('the line ledger', () => {
  it('makes every line a row exactly once, however often it is sent', () => {
    fc.assert(
      fc.property(posts, (input) => {
        const { ledger, rowOf, nextRow } = take(input)
        const lines = new Set(
          input.flatMap(({ writer, from, count }) =>
            Array.from({ length: count }, (_, i) => `${writer}:${from + i}`),
          ),
        )
        expect(new Set(rowOf.keys())).toEqual(lines)
        expect(nextRow).toBe(lines.size)
        for (const { writer, from, count } of input) {
          expect(ledger.missing(writer, { from, to: from + count })).toEqual([])
        }
      }),
    )
  })

  it('knows the row of every line', () => {
    fc.assert(
      fc.property(posts, fc.nat(2), fc.nat(80), fc.nat(30), (input, writer, from, count) => {
        const { ledger, rowOf } = take(input)
        const span = { from, to: from + count }
        const present = ledger.present(writer, span).flatMap(({ line, row, count: n }) => {
          return Array.from({ length: n }, (_, i): [number, number] => [line + i, row + i])
        })
        const wanted = Array.from({ length: count }, (_, i) => from + i)
          .filter((line) => rowOf.has(`${writer}:${line}`))
          .map((line): [number, number] => [line, rowOf.get(`${writer}:${line}`)!])
        expect(present).toEqual(wanted)
        const missing = ledger.missing(writer, span).reduce((n, s) => n + s.to - s.from, 0)
        expect(missing + present.length).toBe(count)
      }),
    )
  })

  it('forgets exactly the rows from a row on', () => {
    fc.assert(
      fc.property(posts, fc.nat(60), (input, row) => {
        const { ledger, rowOf } = take(input)
        const cut = new LineLedger(ledger.upTo(row))
        for (const [name, at] of rowOf) {
          const [writer, line] = name.split(':').map(Number) as [number, number]
          const missing = cut.missing(writer, { from: line, to: line + 1 }).length
          expect(missing).toBe(at < row ? 0 : 1)
        }
      }),
    )
  })

  it('stays one entry for a client that sends in order', () => {
    const { ledger } = take(
      Array.from({ length: 50 }, (_, i) => ({ writer: 0, from: i, count: 1 })),
    )
    expect(ledger.upTo(Infinity)).toEqual([[{ line: 0, row: 0, count: 50 }]])
    expect(ledger.nextLine(0)).toBe(50)
  })
})
