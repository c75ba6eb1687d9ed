import { describe, expect, it } from 'vitest'
import { type Filter, filterSchema } from '@/lib/filters/ast'

const condition: Filter = { kind: 'compare', key: 'config:lr', op: '<', value: 0.1 }

describe('a filter from outside', () => {
  it('is taken as it is when its keys are columns', () => {
    const filter: Filter = { kind: 'and', filters: [condition, { kind: 'not', filter: condition }] }
    expect(filterSchema.parse(filter)).toEqual(filter)
    const other = { ...condition, key: 'run:password' }
    expect(filterSchema.safeParse(other).success).toBe(false)
  })

  it('is refused when it is deeper or larger than anybody needs', () => {
    let deep: Filter = condition
    for (let i = 0; i < 100_000; i++) deep = { kind: 'not', filter: deep }
    expect(filterSchema.safeParse(deep).success).toBe(false)
    const wide = { kind: 'or', filters: Array.from({ length: 5000 }, () => condition) }
    expect(filterSchema.safeParse(wide).success).toBe(false)
  })
})
