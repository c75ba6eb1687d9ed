import { spawnSync } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

export interface SmallDisk {
  folder: string
  /** Writes a file that leaves `bytes` free, or fewer. */
  fill(leave: number): Promise<void>
  /** Gives the space back. */
  clear(): Promise<void>
  unmount(): Promise<void>
}

/** A file system of a few megabytes, or in words why there cannot be one here. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | string> {
  if (process.platform !== 'linux') return 'tmpfs exists on Linux only'
  if (process.getuid?.() !== 0) return 'only root may mount a small disk'
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-disk-'))
  const options = `size=${megabytes}m,mode=711`
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  if (mounted.status !== 0) {
    await fs.rm(folder, { recursive: true })
    return `mount does not work here: ${String(mounted.stderr)}`
  }
  const filler = path.join(folder, 'filler')
  return {
    folder,
    async fill(leave) {
      const { bavail, bsize } = await fs.statfs(folder)
      const bytes = Math.max(0, bavail * bsize - leave)
      const file = await fs.open(filler, 'a')
      const block = Buffer.alloc(256 * 1024, 1)
      try {
        for (let left = bytes; left > 0; left -= block.length) {
          await file.write(block, 0, Math.min(left, block.length))
        }
      } finally {
        await file.close()
      }
    },
    clear: () => fs.rm(filler, { force: true }),
    async unmount() {
      spawnSync('umount', ['-l', folder])
      await fs.rm(folder, { recursive: true, force: true })
    },
  }
}
