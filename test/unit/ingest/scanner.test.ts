import fc from 'fast-check'
import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseLenient } from '@/lib/json/lenient'
import { parseRows, sliceBatch, type RowBatch } from '@/server/ingest/rowBatch'
import { Tape } from '@/server/ingest/scanner/scanner'

/** Lines as they travel: strings in an array in a document, written by JSON.stringify. */
function scan(lines: string[]): RowBatch | undefined {
  const tape = Tape.open(inPieces(JSON.stringify({ content: lines })))
  if (!tape) return undefined
  const [, at] = tape.members(0)[0]!
  return tape.rows(at + 1, lines.length)
}

/** As a body arrives: cut anywhere. */
function inPieces(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const cut = Math.floor(bytes.length / 3)
  return [bytes.subarray(0, cut), bytes.subarray(cut)]
}

function comparable(batch: RowBatch) {
  const columns = batch.columns
    .filter((column) => column.values.length > 0)
    .map((column) => [column.name, column.rows && [...column.rows], [...column.values]] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const cells = batch.cells.map(({ row, json }) => {
    // The order of names in an object says nothing.
    return [row, json.startsWith('{') ? Object.entries(parseLenient(json) as object).sort() : json]
  })
  return { rows: batch.rows, columns, cells }
}

function checkSame(lines: string[]) {
  const scanned = scan(lines)
  const parsed = parseRows(lines)
  if (scanned) expect(comparable(scanned)).toEqual(comparable(parsed))
  return scanned !== undefined
}

describe('the row scanner', () => {
  it('keeps names and text that look like NaN', () => {
    expect(checkSame(['{"NaN":null}', '{"a":"-Infinity","Infinity":NaN}'])).toBe(true)
  })

  it('reads ordinary rows without help', () => {
    const lines = ['{"loss":0.5,"_step":0}', '{"loss":0.25,"_step":1,"acc":1e-3}', '{}']
    expect(checkSame(lines)).toBe(true)
    expect(comparable(scan(lines)!).columns).toEqual([
      ['_step', [0, 1], [0, 1]],
      ['acc', [1], [0.001]],
      ['loss', [0, 1], [0.5, 0.25]],
    ])
  })

  it('reads NaN and infinities as the SDK writes them', () => {
    const batch = scan(['{"a":NaN,"b":-Infinity,"c":Infinity}'])!
    expect(batch.columns.map((c) => c.values[0])).toEqual([NaN, -Infinity, Infinity])
  })

  it('reads every number as JSON.parse does', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => JSON.stringify(v)),
      fc.float({ noNaN: true, noDefaultInfinity: true }).map((v) => JSON.stringify(v)),
      fc.integer().map(String),
      fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
      fc
        .tuple(
          fc.boolean(),
          fc.bigInt({ min: 0n, max: 10n ** 22n }),
          fc.stringMatching(/^[0-9]{0,22}$/),
          fc.integer({ min: -400, max: 400 }),
        )
        .map(([minus, whole, fraction, exponent]) => {
          return `${minus ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}e${exponent}`
        }),
      fc.constantFrom(
        '0',
        '-0',
        '0.0',
        '-0.0',
        '5e-324',
        '1.7976931348623157e308',
        '2.2250738585072014e-308',
        '9007199254740993',
        '9007199254740992.5',
        '0.000001',
        '1E5',
        '1e+05',
        '123456789012345678901234567890',
      ),
    )
    const property = fc.property(fc.array(number, { minLength: 1, maxLength: 50 }), (texts) => {
      const lines = texts.map((text) => `{"x":${text}}`)
      const batch = scan(lines)
      expect(batch).toBeDefined()
      texts.forEach((text, i) => expect(batch!.columns[0]!.values[i]).toBe(Number(text)))
    })
    fc.assert(property, { numRuns: 3000 })
  })

  it('agrees with the ordinary parser on any rows', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'loss',
        '_step',
        'a.b',
        'a',
        'b',
        'train/loss',
        'é',
        '日本',
        '__proto__',
        '',
        'x\\y',
        'q"q',
        'nl\n',
      ),
      fc.string({ maxLength: 6 }),
    )
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
      { weight: 3, arbitrary: fc.integer() },
      fc.jsonValue({ maxDepth: 3 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.record({ _type: fc.constant('image-file'), path: fc.string() }),
    )
    const row = fc.dictionary(key, value, { maxKeys: 8 })
    const text = fc.oneof(
      { weight: 20, arbitrary: row.map((r) => JSON.stringify(r)) },
      { weight: 2, arbitrary: row.map((r) => JSON.stringify(r, null, 1)) },
      fc.string({ maxLength: 20 }),
    )
    const property = fc.property(
      fc.array(text, { maxLength: 20 }),
      (lines) => void checkSame(lines),
    )
    fc.assert(property, { numRuns: 3000 })
  })

  it('never takes damaged lines for good ones', () => {
    const good = '{"loss":0.5,"n":{"a":[1,"x]"]},"s":"a\\"b","t":true,"_step":12}'
    const property = fc.property(
      fc.nat(good.length),
      fc.nat(3),
      fc.string({ maxLength: 3 }),
      (at, cut, inserted) => {
        const damaged = good.slice(0, at) + inserted + good.slice(at + cut)
        checkSame(['{"loss":1}', damaged, '{"loss":2}'])
      },
    )
    fc.assert(property, { numRuns: 5000 })
  })

  it('refuses documents that are not JSON', () => {
    const document = '{"a":[1,2,{"b":"c"}],"d":null,"e":"\\u00e9"}'
    const property = fc.property(
      fc.nat(document.length),
      fc.nat(2),
      fc.string({ maxLength: 2 }),
      (at, cut, text) => {
        const damaged = document.slice(0, at) + text + document.slice(at + cut)
        const tape = Tape.open(inPieces(damaged))
        let expected: unknown
        try {
          expected = JSON.parse(damaged)
        } catch {
          expected = undefined
        }
        let tree: unknown
        try {
          tree = tape?.tree(0)
        } catch {
          tree = undefined
        }
        if (tree !== undefined) expect(tree).toEqual(expected)
      },
    )
    fc.assert(property, { numRuns: 5000 })
  })

  it('cuts batches by rows', () => {
    const batch = parseRows(['{"a":1}', '{"b":2}', '{"a":3,"s":"x"}'])
    const { columns, cells } = comparable(sliceBatch(batch, 1, 3))
    expect(columns).toEqual([
      ['a', [1], [3]],
      ['b', [0], [2]],
    ])
    expect(cells).toEqual([[1, [['s', 'x']]]])
  })

  it('is compiled from its present source', async () => {
    const { compile, target } = await import('../../../scripts/build-scanner.mjs')
    expect(await compile()).toBe(fs.readFileSync(target, 'utf8'))
  })
})
