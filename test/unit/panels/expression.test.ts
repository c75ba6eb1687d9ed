import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, ExpressionError, expressionKeys, parseExpression } from '@/lib/panels/expression'

const valueOf = (text: string, values: Record<string, number> = {}) =>
  evaluate(parseExpression(text), (key) => values[key] ?? NaN)

describe('an expression', () => {
  it('names keys as they are written', () => {
    expect(expressionKeys(parseExpression('val/loss - train/loss'))).toEqual([
      'val/loss',
      'train/loss',
    ])
    expect(expressionKeys(parseExpression('layer/0/weight.mean + a_b.c'))).toEqual([
      'layer/0/weight.mean',
      'a_b.c',
    ])
    expect(
      expressionKeys(parseExpression('${lr-Adam} * `grad norm (l2)` + Verlust/Übung')),
    ).toEqual(['lr-Adam', 'grad norm (l2)', 'Verlust/Übung'])
  })

  it('divides where a slash stands by itself', () => {
    const values = { loss: 6, steps: 2, 'loss/steps': 9 }
    expect(valueOf('loss / steps', values)).toBe(3)
    expect(valueOf('loss/steps', values)).toBe(9)
    expect(valueOf('(loss)/steps', values)).toBe(3)
  })

  it('binds as people expect', () => {
    const values = { a: 2, b: 3, c: 4 }
    expect(valueOf('a + b * c', values)).toBe(14)
    expect(valueOf('(a + b) * c', values)).toBe(20)
    expect(valueOf('-a ^ 2', values)).toBe(-4)
    expect(valueOf('a ^ b ^ 2', values)).toBe(512)
    expect(valueOf('a ^ -1', values)).toBe(0.5)
    expect(valueOf('c - b - a', values)).toBe(-1)
    expect(valueOf('10 % b', { b: 4 })).toBe(2)
    expect(valueOf('max(a, b, c) - min(a, b) + abs(-a)', values)).toBe(4)
    expect(valueOf('log(exp(a)) + sqrt(c)', values)).toBeCloseTo(4)
    expect(valueOf('1.5e-1 * a', values)).toBeCloseTo(0.3)
  })

  it.each([
    ['val/loss - ', 11, 'the end'],
    ['val/loss train/loss', 9, 'an operator'],
    ['log(loss', 8, '")"'],
    ['loss + #', 7, '"#"'],
    ['cosh(loss)', 0, 'no function "cosh"'],
    ['abs(a, b)', 0, 'one value'],
    ['1 + 2', 0, 'no key'],
    ['', 0, 'a key'],
  ])('%j is refused at character %i', (text, position, words) => {
    expect(() => parseExpression(text)).toThrow(words)
    try {
      parseExpression(text)
    } catch (error) {
      expect((error as ExpressionError).position).toBe(position)
    }
  })

  it('of any text is read or refused with a place in it, never anything else', () => {
    const signs = fc.constantFrom(
      'a',
      'b/c',
      '(',
      ')',
      '+',
      '-',
      '*',
      '/',
      '^',
      ' ',
      '1',
      ',',
      'log',
      '${',
      '}',
      '`',
      'é',
    )
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 30 }), (parts) => {
        const text = parts.join('')
        try {
          expressionKeys(parseExpression(text))
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError)
          const { position } = error as ExpressionError
          expect(position).toBeGreaterThanOrEqual(0)
          expect(position).toBeLessThanOrEqual(text.length)
        }
      }),
    )
    expect(() => parseExpression(`${'('.repeat(10_000)}a${')'.repeat(10_000)}`)).toThrow('deeply')
  })
})
