import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseConsoleLine } from '@/lib/console/line'
import { Api } from '../support/api'
import { runScript } from '../support/python'
import { startServer, type TestServer } from '../support/server'

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.close())

it('keeps the last of what a progress bar overwrote, with its colours', async () => {
  await runScript(server, 'progress.py')
  const api = new Api(server)
  const { run } = await api.inState('console', 'bar', ['finished'])
  const lines = (await api.console(run.id)).map(parseConsoleLine)
  const texts = lines.map((line) => line.content)

  const bars = texts.filter((text) => text.includes('█'))
  expect(bars).toHaveLength(1)
  expect(bars[0]).toContain(`${'█'.repeat(20)}`)
  expect(bars[0]).toContain('100% loss=0.048')
  expect(bars[0]).toContain('\u001b[32m')
  expect(lines.find((line) => line.content.includes('█'))!.level).toBe('error')

  const bold = texts.find((text) => text.includes('training'))
  expect(bold).toContain('\u001b[1m')
  // The cursor was moved up a line and wrote over what stood there.
  const plain = texts.filter((text) => /^ep/.test(text))
  expect(plain).toEqual([
    'epoch 0: \u001b[33mwarning\u001b[0m',
    'epoch 1: \u001b[33mwarning\u001b[0m',
    'epback on the line before',
  ])
  expect(texts).toContain('no newline at the end')
  for (const line of lines) expect(Date.parse(line.time!)).toBeGreaterThan(Date.now() - 300_000)

  const download = await (await api.fetch(`/api/runs/${run.id}/console.txt`)).text()
  expect(download).toContain('no newline at the end')
})
