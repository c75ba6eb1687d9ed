import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, ByteWriter } from '@/server/bytes/varint'

const signed = fc.oneof(
  fc.integer(),
  fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }),
  fc.constantFrom(0, -1, 2 ** 31, -(2 ** 31), 2 ** 52 - 1, -(2 ** 52) + 1),
)

describe('bytes', () => {
  it('come back as they went in, in any mixture', () => {
    const item = fc.oneof(
      fc.record({ kind: fc.constant('varint' as const), value: fc.maxSafeNat() }),
      fc.record({ kind: fc.constant('signed' as const), value: signed }),
      fc.record({ kind: fc.constant('float' as const), value: fc.double() }),
      fc.record({ kind: fc.constant('text' as const), value: fc.string({ unit: 'grapheme' }) }),
    )
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const writer = new ByteWriter(1)
        for (const { kind, value } of items) {
          if (kind === 'varint') writer.varint(value)
          else if (kind === 'signed') writer.signedVarint(value)
          else if (kind === 'float') writer.float64(value)
          else writer.text(value)
        }
        const reader = new ByteReader(writer.copy())
        const found = items.map(({ kind }) => {
          if (kind === 'varint') return reader.varint()
          if (kind === 'signed') return reader.signedVarint()
          return kind === 'float' ? reader.float64() : reader.text()
        })
        expect(reader.done).toBe(true)
        items.forEach(({ value }, i) => {
          // Zigzag has one zero.
          expect(found[i] === value || Object.is(found[i], value)).toBe(true)
        })
      }),
    )
  })

  it('are never read beyond their end', () => {
    const writer = new ByteWriter()
    writer.text('a longer text')
    const cut = writer.copy().subarray(0, 5)
    expect(() => new ByteReader(cut).text()).toThrow(RangeError)
    expect(() => new ByteReader(Buffer.from([0x80])).varint()).toThrow(RangeError)
  })
})
