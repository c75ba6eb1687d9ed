import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { Prisma, type PrismaClient, type RunFile } from '../db'
import { notFound } from '../http/errors'
import type { Log } from '../log'
import { BlobStore } from './blobStore'
import { fileNameProblem, mimeTypeOf } from './names'
import { sendFile, type SendOptions } from './send'
import { UrlSigner } from './signing'
import { sendZip } from './zip'

export { BlobStore } from './blobStore'
export { fileNameProblem } from './names'
export { sendFile } from './send'
export type { FileAction, SignedFile } from './signing'

/** The newest SDK may take hours over large uploads, so upload URLs live for a day. */
const URL_LIFETIME_S = 86_400
const DELETED_AT_ONCE = 200

export interface FileListener {
  /** A file of the run is there, or there anew. */
  fileStored(runId: number, name: string): void
  fileRemoved(runId: number): void
}

/** The files of runs: their rows, their contents, and the URLs clients reach them by. */
export class RunFiles {
  readonly signer: UrlSigner

  private constructor(
    private readonly prisma: PrismaClient,
    private readonly blobs: BlobStore,
    secret: string,
    private readonly listener: FileListener,
    private readonly log: Log,
  ) {
    this.signer = new UrlSigner(secret)
  }

  static async open(
    prisma: PrismaClient,
    folder: string,
    listener: FileListener,
    log: Log,
  ): Promise<RunFiles> {
    const blobs = new BlobStore(folder)
    await blobs.prepare()
    const key = 'file-url-secret'
    const fresh = { key, value: randomBytes(32).toString('base64url') }
    const { value } = await prisma.setting.upsert({ where: { key }, create: fresh, update: {} })
    return new RunFiles(prisma, blobs, value, listener, log)
  }

  /** A path that may be asked for without credentials until it expires. */
  signedPath(action: 'put' | 'get', runId: number, name: string): string {
    const expires = Math.floor(Date.now() / 1000) + URL_LIFETIME_S
    return this.signer.sign({ action, runId, name, expires })
  }

  /** Resolves when content and row are durable. The same name may be stored again. */
  async store(
    runId: number,
    name: string,
    content: Readable,
  ): Promise<{ sizeBytes: number; md5: string }> {
    const problem = fileNameProblem(name)
    if (problem) throw new Error(`the file name ${problem}`)
    const blob = await this.blobs.write(content)
    const row = {
      sizeBytes: BigInt(blob.sizeBytes),
      md5: blob.md5,
      mimeType: mimeTypeOf(name),
      blobKey: blob.key,
      updatedAt: new Date(),
    }
    const replaced = await this.prisma
      .$transaction(async (tx) => {
        const where = { runId_name: { runId, name } }
        const before = await tx.runFile.findUnique({ where })
        await tx.runFile.upsert({ where, create: { runId, name, ...row }, update: row })
        return before?.blobKey
      })
      .catch(async (error: unknown) => {
        await this.blobs.delete(blob.key)
        // The run was deleted after its URL was signed.
        throw isForeignKeyViolation(error) ? notFound('The run') : error
      })
    if (replaced) {
      await this.blobs.delete(replaced).catch((error: unknown) => this.log.error('old file', error))
    }
    this.listener.fileStored(runId, name)
    return { sizeBytes: blob.sizeBytes, md5: blob.md5 }
  }

  list(runId: number) {
    return this.prisma.runFile.findMany({ where: { runId }, orderBy: { name: 'asc' } })
  }

  /** Takes files away, rows first: content without a row is litter, a row without content is a lie. */
  async remove(files: readonly RunFile[]): Promise<void> {
    await this.prisma.runFile.deleteMany({ where: { id: { in: files.map((file) => file.id) } } })
    for (const file of files) {
      await this.blobs.delete(file.blobKey).catch((error: unknown) => {
        this.log.error('deleted file', error)
      })
      this.listener.fileRemoved(file.runId)
    }
  }

  /** Deletes the files of a run, some at a time. */
  async deleteAll(runId: number): Promise<void> {
    for (;;) {
      const files = await this.prisma.runFile.findMany({
        where: { runId },
        select: { id: true, blobKey: true },
        take: DELETED_AT_ONCE,
      })
      if (files.length === 0) return
      // Contents first: a row without content says what is left to do after a crash.
      await Promise.all(files.map((file) => this.blobs.delete(file.blobKey)))
      await this.prisma.runFile.deleteMany({ where: { id: { in: files.map(({ id }) => id) } } })
    }
  }

  /** Gives a run the files of another: contents are shared, and each goes when its own run does. */
  async copyAll(from: number, to: number): Promise<void> {
    for (const file of await this.list(from)) {
      const { name, sizeBytes, md5, mimeType, createdAt, updatedAt } = file
      const blobKey = await this.blobs.link(file.blobKey)
      // It was replaced or removed a moment ago.
      if (blobKey === undefined) continue
      await this.prisma.runFile.create({
        data: { runId: to, name, sizeBytes, md5, mimeType, createdAt, updatedAt, blobKey },
      })
    }
  }

  find(runId: number, name: string) {
    return this.prisma.runFile.findUnique({ where: { runId_name: { runId, name } } })
  }

  send(
    req: IncomingMessage,
    res: ServerResponse,
    file: RunFile,
    options: SendOptions,
  ): Promise<void> {
    return sendFile(this.blobs, req, res, file, options)
  }

  /** All files of a run as one zip. A client that goes away half-way is no error of ours. */
  async sendZip(res: ServerResponse, runId: number, name: string): Promise<void> {
    const files = await this.list(runId)
    res.writeHead(200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}.zip`,
      'cache-control': 'no-store',
    })
    const newest = (file: RunFile) => this.find(runId, file.name)
    await sendZip(this.blobs, files, newest, res).catch((error: unknown) => {
      if (!isGone(error)) this.log.error(`zip of run ${runId}`, error)
    })
  }

  readBytes(blobKey: string): Promise<Buffer> {
    return this.blobs.readBytes(blobKey)
  }

  readText(blobKey: string): Promise<string> {
    return this.blobs.readText(blobKey)
  }
}

function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE'
}

function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003'
}
