/** Many files as one zip, made while it is sent: one file open at a time, nothing kept in memory. */
import type { Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { RunFile } from '../db'
import type { BlobStore } from './blobStore'
import { zipNames } from './zipNames'

/** What is small already is not made smaller. */
const COMPRESSIBLE = /^(text\/|application\/json)/

/**
 * Resolves when everything is sent; when something cannot be read the output is cut off, so that
 * nobody takes the zip for whole.
 * @param newest looks a file up again: it may have been stored anew since it was listed
 */
export async function sendZip(
  blobs: BlobStore,
  files: readonly RunFile[],
  newest: (file: RunFile) => Promise<RunFile | null>,
  out: Writable,
): Promise<void> {
  const zip = new ZipFile()
  // What cannot be read is heard of where it is awaited.
  zip.on('error', () => {})
  const sent = pipeline(zip.outputStream, out)
  sent.catch(() => {})
  const names = zipNames(files.map((file) => file.name))
  try {
    for (const [i, file] of files.entries()) {
      if (out.destroyed) return
      const content = await open(blobs, file, newest)
      // Deleted while the zip was under way: no longer one of the files.
      if (!content) continue
      const { file: found, stream } = content
      const ended = finished(stream)
      ended.catch(() => {})
      zip.addReadStream(stream, names[i]!, {
        mtime: found.updatedAt,
        compressionLevel: COMPRESSIBLE.test(found.mimeType) ? 1 : 0,
      })
      await Promise.race([ended, sent]).finally(() => stream.destroy())
    }
    zip.end()
    await sent
  } catch (error) {
    out.destroy()
    throw error
  }
}

async function open(
  blobs: BlobStore,
  listed: RunFile,
  newest: (file: RunFile) => Promise<RunFile | null>,
) {
  for (let attempt = 0; ; attempt++) {
    const file = await newest(listed)
    if (!file) return undefined
    try {
      return { file, stream: await blobs.open(file.blobKey) }
    } catch (error) {
      // Stored anew between the two.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt > 5) throw error
    }
  }
}
