// Random posts: whatever comes, what was acknowledged is kept and nothing breaks.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { WandbRun } from '../../support/wandbClient'
import { type Witness, witness } from '../../support/witness'

let server: TestServer
let beside: Witness

beforeAll(async () => {
  server = await startServer()
  beside = await witness(server)
})
afterAll(() => server?.close())

const line = fc.oneof(
  { weight: 3, arbitrary: fc.json() },
  fc.string({ unit: 'binary' }),
  fc.dictionary(fc.string(), fc.oneof(fc.double(), fc.integer(), fc.jsonValue())).map(
    // Bare NaN and infinities, as Python writes them.
    (row) =>
      JSON.stringify(row, (_k, v) => (typeof v === 'number' && !isFinite(v) ? '@' : v)).replaceAll(
        '"@"',
        'NaN',
      ),
  ),
)
const file = fc.record({
  offset: fc.oneof(fc.nat({ max: 50 }), fc.integer(), fc.double(), fc.string()),
  content: fc.oneof(fc.array(line, { maxLength: 8 }), fc.jsonValue()),
})
const body = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .record(
      {
        files: fc.dictionary(
          fc.oneof(
            fc.constantFrom(
              'wandb-history.jsonl',
              'wandb-events.jsonl',
              'output.log',
              'wandb-summary.json',
            ),
            fc.string(),
          ),
          file,
        ),
        uploaded: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
        complete: fc.oneof(fc.boolean(), fc.jsonValue()),
        preempting: fc.oneof(fc.boolean(), fc.jsonValue()),
        exitcode: fc.oneof(fc.integer(), fc.jsonValue()),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
)

it('answers 200 or 400 to any body, and reads back whatever it took', async () => {
  const api = new Api(server)
  await fc.assert(
    fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 6 }), async (bodies) => {
      const run = await WandbRun.start(server, { project: 'fuzz' })
      for (const text of bodies) {
        const { status } = await run.post(text)
        expect([200, 400]).toContain(status)
      }
      const detail = await api.run('fuzz', run.name)
      const rows = await api.rows(detail.run.id)
      expect(rows).toHaveLength(detail.steps)
      const exported = await api.fetch(`/api/runs/${detail.run.id}/export.jsonl`)
      const lines = (await exported.text()).split('\n')
      expect(lines.filter((text) => text !== '')).toHaveLength(detail.steps)
      expect((await api.fetch(`/api/runs/${detail.run.id}/export.csv`)).status).toBe(200)
      await api.rows(detail.run.id, 'events')
      await api.console(detail.run.id)
    }),
    { numRuns: 150, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
  )
  await beside.isUnharmed()
})

it('makes the same rows of lines that come twice, late and in any order', async () => {
  const api = new Api(server)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      async (sizes, random) => {
        const run = await WandbRun.start(server, { project: 'orders' })
        let next = 0
        const posts = sizes.map((size) => {
          const offset = next
          next += size
          const content = Array.from(
            { length: size },
            (_, i) => `{"_step":${offset + i},"v":${offset + i}}`,
          )
          return { files: { 'wandb-history.jsonl': { offset, content } } }
        })
        const waiting = [...posts, ...posts]
        const draw = random[Symbol.iterator]()
        while (waiting.length > 0) {
          const at = (draw.next().value as number) % waiting.length
          const [post] = waiting.splice(at, 1)
          expect((await run.post(post)).status).toBe(200)
        }
        const { run: found } = await api.run('orders', run.name)
        const rows = await api.rows(found.id)
        expect(rows).toEqual(Array.from({ length: next }, (_, i) => ({ _step: i, v: i })))
      },
    ),
    { numRuns: 60, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
  )
  await beside.isUnharmed()
})
