import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { root } from '../../support/freshDatabase'

describe('a server whose output nobody reads any more', () => {
  it('is not ended, nor kept busy, by what it cannot print', () => {
    // A process whose stderr is a pipe without a reader, and which tells of uncaught errors there.
    const script = `
      import { outliveReaders } from './server/log.ts'
      import fs from 'node:fs'
      outliveReaders([process.stdout, process.stderr])
      let uncaught = 0
      process.on('uncaughtException', (error) => {
        uncaught++
        if (uncaught < 100) console.error(error)
      })
      console.error('a line')
      setTimeout(() => fs.writeSync(1, 'uncaught ' + uncaught), 100)`
    const command = `"$0" --import tsx --input-type=module -e "$1" 2> >(exec true)`
    const result = spawnSync('bash', ['-c', command, process.execPath, script], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(result.stdout).toBe('uncaught 0')
  })
})
