/** File contents on disk. A blob is written once under a random key and never changed. */
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'

export interface StoredBlob {
  key: string
  sizeBytes: number
  /** Hexadecimal, as clients compare it. */
  md5: string
}

export class BlobStore {
  constructor(private readonly folder: string) {}

  async prepare(): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true, mode: 0o700 })
    // Uploads that a crash cut off.
    for (const name of await fs.readdir(this.folder)) {
      if (name.startsWith('tmp-')) await fs.rm(path.join(this.folder, name), { force: true })
    }
  }

  /** Resolves when the content is on disk for good; on any error nothing is left behind. */
  async write(content: Readable): Promise<StoredBlob> {
    const key = randomBytes(16).toString('hex')
    const temporary = path.join(this.folder, `tmp-${key}`)
    const target = this.pathOf(key)
    const md5 = createHash('md5')
    let sizeBytes = 0
    const file = await fs.open(temporary, 'wx', 0o600)
    try {
      try {
        for await (const chunk of content as AsyncIterable<Buffer>) {
          md5.update(chunk)
          sizeBytes += chunk.length
          await file.writeFile(chunk)
        }
        await file.sync()
      } finally {
        await file.close()
      }
      await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      await fs.rename(temporary, target)
      await syncFolder(path.dirname(target))
    } catch (error) {
      await fs.rm(temporary, { force: true })
      throw error
    }
    return { key, sizeBytes, md5: md5.digest('hex') }
  }

  /** The same content under another key, of which either may be deleted; undefined when it is gone. */
  async link(key: string): Promise<string | undefined> {
    const copy = randomBytes(16).toString('hex')
    const target = this.pathOf(copy)
    await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    try {
      await fs.link(this.pathOf(key), target)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    await syncFolder(path.dirname(target))
    return copy
  }

  /** `start` and `end` are byte positions, both included. */
  read(key: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.pathOf(key), range)
  }

  /** Resolves once the content is open, and stays readable whatever happens to the blob. */
  async open(key: string): Promise<Readable> {
    return (await fs.open(this.pathOf(key), 'r')).createReadStream()
  }

  async readBytes(key: string): Promise<Buffer> {
    return fs.readFile(this.pathOf(key))
  }

  async readText(key: string): Promise<string> {
    return fs.readFile(this.pathOf(key), 'utf8')
  }

  async delete(key: string): Promise<void> {
    await fs.rm(this.pathOf(key), { force: true })
  }

  private pathOf(key: string): string {
    if (!/^[0-9a-f]{32}$/.test(key)) throw new Error('not a blob key')
    return path.join(this.folder, key.slice(0, 2), key)
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
