import { ZipFile } from 'yazl'

/** Files as one zip. Names are ours, and safe everywhere. */
export function zipped(
  files: readonly { name: string; content: string | Uint8Array }[],
  at: Date,
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { name, content } of files) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
    zip.addBuffer(bytes, name, { mtime: at })
  }
  zip.end()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    zip.outputStream
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject)
  })
}
