import { describe, expect, it } from 'vitest'
import { explanation, type KnownFailure } from '../../conformance/table'

const known: KnownFailure[] = [
  { why: 'needs artifacts', says: 'createArtifact', tests: ['a.py::one', 'a.py::many[*'] },
  { why: 'needs sweeps', says: 'upsertSweep', tests: ['a.py::one'] },
]

describe('a failure', () => {
  it('is explained by what it says, test by test', () => {
    expect(explanation('a.py::one', 'E  no upsertSweep', known)).toBe('needs sweeps')
    expect(explanation('a.py::many[x-1]', 'E  no createArtifact', known)).toBe('needs artifacts')
  })

  it('that says something else is not, nor is another test', () => {
    expect(explanation('a.py::one', 'E  500 Internal Server Error', known)).toBeUndefined()
    expect(explanation('a.py::one_more', 'E  no upsertSweep', known)).toBeUndefined()
    expect(explanation('b.py::many[x-1]', 'E  no createArtifact', known)).toBeUndefined()
  })
})
