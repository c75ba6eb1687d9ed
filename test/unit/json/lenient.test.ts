import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonSyntaxError, parseLenient, stringifyLenient } from '@/lib/json/lenient'
import { fromStorable, isUnstorable, toStorable } from '@/lib/json/storable'

/** Any JSON value, in which numbers may be NaN or infinite and names may be awkward. */
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', '$num', '$utf16', '$entries', '', 'a.b')),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value

/** JSON has one zero. */
const normal = (value: unknown): unknown => {
  if (Object.is(value, -0)) return 0
  if (Array.isArray(value)) return value.map(normal)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, normal(v)]))
}

describe('lenient JSON', () => {
  it('reads NaN and the infinities where a value may stand', () => {
    expect(parseLenient('{"a":[NaN,-Infinity,{"b":Infinity}],"c":1}')).toEqual({
      a: [NaN, -Infinity, { b: Infinity }],
      c: 1,
    })
  })

  it('reads what it has written', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(normal(parseLenient(stringifyLenient(value)))).toEqual(normal(value))
      }),
    )
  })

  it('agrees with JSON.parse on all that JSON.parse takes, NaN elsewhere in the text or not', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseLenient(text)).toEqual(JSON.parse(text))
        // The NaN sends the text through our own parser.
        expect(parseLenient(`[NaN,${text}]`)).toEqual([NaN, JSON.parse(text)])
      }),
    )
  })

  it.each(['', '{', '[1,]', '{"a":}', '{"a" 1}', '01', '+1', 'nan', '"\\x"', '[1] 2', "'a'"])(
    'refuses %j and says where',
    (text) => {
      expect(() => parseLenient(text)).toThrow(JsonSyntaxError)
    },
  )

  it('refuses nesting that would overflow the stack', () => {
    expect(() => parseLenient(`${'['.repeat(100_000)}NaN`)).toThrow(JsonSyntaxError)
  })
})

describe('the storable form', () => {
  it('is reversible for every value', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(normal(fromStorable(toStorable(value)))).toEqual(normal(value))
      }),
    )
  })

  it('holds nothing that jsonb refuses', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = JSON.stringify(toStorable(value))
        const strings: string[] = []
        JSON.parse(text, (name, v: unknown) => {
          strings.push(name)
          if (typeof v === 'string') strings.push(v)
          return v
        })
        expect(strings.filter(isUnstorable)).toEqual([])
      }),
    )
  })
})
