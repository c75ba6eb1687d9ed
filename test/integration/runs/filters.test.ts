import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runIdsSchema } from '@/lib/api/runQuery'
import { evaluate } from '@/lib/filters/evaluate'
import type { Filter } from '@/lib/filters/ast'
import { Api } from '../../support/api'
import { around, asRun, filterArbitrary, seededRun } from '../../support/filterArbitrary'
import { seedRuns } from '../../support/seedRuns'
import { startServer, type TestServer } from '../../support/server'

let server: TestServer
beforeAll(async () => (server = await startServer()))
afterAll(() => server.close())

async function ids(project: string, filter: Filter): Promise<number[]> {
  const api = new Api(server)
  const response = await api.send('POST', `/api/projects/ada/${project}/runs/ids`, { filter })
  const body: unknown = await response.json()
  expect(response.status, JSON.stringify(body)).toBe(200)
  return runIdsSchema.parse(body).ids
}

describe('a filter asked of the database', () => {
  it('finds the runs that it means, whatever is in them and in it', async () => {
    const runs = fc.sample(seededRun, { numRuns: 150, seed: 7 })
    const made = await seedRuns(server, 'random', runs)
    await fc.assert(
      fc.asyncProperty(filterArbitrary, async (filter) => {
        const expected = made.filter((_, i) => evaluate(filter, asRun(runs[i]!, i + 1), around))
        expect((await ids('random', filter)).sort((a, b) => a - b)).toEqual(expected)
      }),
      { numRuns: 600 },
    )
  })
})
