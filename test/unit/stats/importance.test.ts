import { describe, expect, it } from 'vitest'
import type { ColumnId } from '@/lib/runs/columns'
import { valueColumn } from '@/lib/runs/valueTable'
import { growForest } from '@/lib/stats/forest/forest'
import {
  importanceCaveats,
  importanceOf,
  type ImportanceResult,
  type ImportanceInput,
} from '@/lib/stats/importance'
import { seededRandom, shuffle } from '@/lib/stats/random'

function toEnd<T>(steps: Generator<number, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

const config = (name: string, values: unknown[]) => valueColumn(`config:${name}`, values)
const target = (values: unknown[]) => valueColumn('summary:loss', values)

/** Runs whose loss is planted: mostly lr, some optimizer, nothing of the rest. */
function planted(runs: number) {
  const random = seededRandom(3)
  const lr = Array.from({ length: runs }, () => 10 ** (-1 - 4 * random()))
  const optimizer = lr.map(() => ['adam', 'sgd', 'lion'][Math.floor(random() * 3)]!)
  const noise = lr.map(() => random())
  const seed = lr.map(() => Math.floor(random() * 1000))
  const loss = lr.map(
    (x, i) => Math.abs(Math.log10(x) + 3) + (optimizer[i] === 'sgd' ? 0.6 : 0) + random() * 0.1,
  )
  return { lr, optimizer, noise, seed, loss }
}

function analyse(more: Partial<ImportanceInput> = {}, runs = 300): ImportanceResult {
  const data = planted(runs)
  return toEnd(
    importanceOf({
      target: target(data.loss),
      parameters: [
        config('noise', data.noise),
        config('optimizer', data.optimizer),
        config('lr', data.lr),
        config('seed', data.seed),
        config(
          'epochs',
          data.lr.map(() => 10),
        ),
        config(
          'output',
          data.lr.map((_, i) => `/runs/${i}`),
        ),
      ],
      correlation: 'spearman',
      ...more,
    }),
  )!
}

const of = (result: ImportanceResult, id: ColumnId) =>
  result.parameters.find((parameter) => parameter.id === id)!

describe('importanceOf', () => {
  it('finds what was planted, in its order, and nothing else', () => {
    const result = analyse()
    expect(result.n).toBe(300)
    expect(result.r2).toBeGreaterThan(0.8)
    const order = [...result.parameters].sort((a, b) => b.importance - a.importance)
    expect(order.slice(0, 2).map(({ id }) => id)).toEqual(['config:lr', 'config:optimizer'])
    expect(of(result, 'config:lr').importance).toBeGreaterThan(0.6)
    expect(of(result, 'config:optimizer').importance).toBeGreaterThan(0.05)
    expect(of(result, 'config:noise').importance).toBeLessThan(0.03)
    expect(of(result, 'config:seed').importance).toBeLessThan(0.03)
    const all = result.parameters.reduce((sum, { importance }) => sum + importance, 0)
    expect(all).toBeCloseTo(1, 9)
  })

  it('sees with the forest what no correlation sees: loss is lowest in the middle of lr', () => {
    const lr = of(analyse(), 'config:lr')
    expect(Math.abs(lr.correlation!)).toBeLessThan(0.25)
  })

  it('names the category that goes together with the target most', () => {
    const optimizer = of(analyse(), 'config:optimizer')
    expect(optimizer.kind).toBe('category')
    expect(optimizer.category).toBe('sgd')
    expect(optimizer.correlation).toBeGreaterThan(0.3)
  })

  it('says the same in every run', () => {
    expect(analyse()).toEqual(analyse())
  })

  it('leaves out what cannot tell anything, and says why', () => {
    const result = analyse()
    expect(result.leftOut).toEqual([
      { id: 'config:epochs', reason: 'constant' },
      { id: 'config:output', reason: 'unique' },
    ])
    expect(importanceCaveats(result, 'summary:loss')).toEqual([
      'Left out, the same in every run: epochs.',
      'Left out, different text in every run: output.',
    ])
  })

  it('warns of few runs and of a forest that predicts nothing', () => {
    const random = seededRandom(1)
    const noise = (n: number) => Array.from({ length: n }, random)
    const caveats = (n: number) => {
      const result = analyse({ target: target(noise(n)), parameters: [config('a', noise(n))] })
      return importanceCaveats(result, 'summary:loss').join()
    }
    expect(caveats(20)).toContain('Only 20 runs have loss')
    expect(caveats(100)).toContain('hardly better than their mean')
  })

  it('counts runs without the target or with NaN there as not being there', () => {
    const { lr, loss } = planted(40)
    const holes = loss.map((value, i) =>
      i % 4 === 0 ? null : i % 4 === 1 ? { $num: 'NaN' } : value,
    )
    const result = analyse({ target: target(holes), parameters: [config('lr', lr)] })
    expect(result.n).toBe(20)
  })

  it('has nothing to say about a target that never varies or too few runs', () => {
    const steps = (values: number[]) =>
      toEnd(
        importanceOf({
          target: target(values),
          parameters: [
            config(
              'lr',
              values.map((_, i) => i),
            ),
          ],
          correlation: 'pearson',
        }),
      )
    expect(steps([1, 1, 1, 1, 1, 1, 1])).toBeNull()
    expect(steps([1, 2, 3])).toBeNull()
  })

  it('takes a missing value for a value of its own', () => {
    const { loss } = planted(200)
    const warmup = loss.map((value) => (value > 1.2 ? null : 100))
    const result = analyse({ target: target(loss), parameters: [config('warmup', warmup)] })
    expect(of(result, 'config:warmup').importance).toBe(1)
  })
})

describe('growForest', () => {
  it('rests between steps and tells how far it is', () => {
    const { lr, loss } = planted(200)
    const steps = growForest({ parameters: [[lr]], target: loss, trees: 10, seed: 1 })
    const shares: number[] = []
    for (let step = steps.next(); !step.done; step = steps.next()) shares.push(step.value)
    expect(shares.length).toBeGreaterThanOrEqual(10)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('does not care for the size of the target', () => {
    const { lr, loss } = planted(200)
    const grow = (scale: number) =>
      toEnd(
        growForest({
          parameters: [[lr]],
          target: loss.map((y) => 1e9 + y * scale),
          trees: 20,
          seed: 1,
        }),
      )
    expect(grow(1e-3).r2).toBeCloseTo(grow(1).r2, 1)
  })
})

it('shuffles to every order about equally often', () => {
  const random = seededRandom(42)
  const seen = new Map<string, number>()
  for (let i = 0; i < 6000; i++) {
    const order = shuffle([1, 2, 3], random).join('')
    seen.set(order, (seen.get(order) ?? 0) + 1)
  }
  expect(seen.size).toBe(6)
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
})
