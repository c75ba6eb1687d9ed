/**
 * URLs that carry their own permission: the SDK uploads and downloads files without credentials.
 * The signature covers what may be done, with which file, and until when.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type FileAction = 'put' | 'get'

export interface SignedFile {
  action: FileAction
  runId: number
  name: string
  /** Unix seconds. */
  expires: number
}

export class UrlSigner {
  constructor(private readonly secret: string) {}

  /** The path below the server's base URL; the file's name stays readable at its end. */
  sign(file: SignedFile): string {
    const name = file.name.split('/').map(encodeURIComponent).join('/')
    return `/storage/${file.action}/${file.runId}/${file.expires}/${this.signature(file)}/${name}`
  }

  /** Whether the signature is right and the time not over. */
  verify(file: SignedFile, signature: string, nowMs: number): 'valid' | 'expired' | 'forged' {
    const expected = Buffer.from(this.signature(file))
    const given = Buffer.from(signature)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
    return file.expires * 1000 < nowMs ? 'expired' : 'valid'
  }

  private signature({ action, runId, name, expires }: SignedFile): string {
    return createHmac('sha256', this.secret)
      .update(`${action}\n${runId}\n${expires}\n${name}`)
      .digest('base64url')
  }
}
