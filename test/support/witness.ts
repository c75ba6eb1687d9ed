// A run beside the one that is being ill-treated: it must come to no harm, and nothing may be logged
// as a mistake of the server's own.
import { expect } from 'vitest'
import { Api } from './api'
import type { TestServer } from './server'
import { WandbRun } from './wandbClient'

export interface Witness {
  /** The server lives, has logged no mistake, has kept every row, and takes more. */
  isUnharmed(): Promise<void>
}

export async function witness(server: TestServer): Promise<Witness> {
  const run = await WandbRun.start(server, { project: 'witness' })
  const api = new Api(server)
  const { run: found } = await api.run('witness', run.name)
  const rowAt = (line: number) => ({ _step: line, value: line * 1.5 })
  await run.log(Array.from({ length: 10 }, (_, line) => rowAt(line)))
  let seen = 0
  return {
    async isUnharmed() {
      expect((await run.log([rowAt(run.historyLine)])).status).toBe(200)
      const rows = await api.rows(found.id)
      expect(rows).toEqual(Array.from({ length: run.historyLine }, (_, line) => rowAt(line)))
      const said = server.output().slice(seen)
      seen += said.length
      expect(said).not.toMatch(/ error |uncaught|unhandled/i)
      expect(server.process.exitCode).toBeNull()
    },
  }
}
