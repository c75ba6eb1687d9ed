import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { PrismaClient, ReportImage } from '../db'
import { BlobStore, sendFile } from '../files'
import { badRequest, notFound } from '../http/errors'
import type { Log } from '../log'
import { imageType } from './imageType'

/** Pictures in the texts of reports: their rows, and their contents in a folder of their own. */
export class ReportImages {
  private constructor(
    private readonly prisma: PrismaClient,
    private readonly blobs: BlobStore,
    private readonly log: Log,
  ) {}

  static async open(prisma: PrismaClient, folder: string, log: Log): Promise<ReportImages> {
    const blobs = new BlobStore(folder)
    await blobs.prepare()
    return new ReportImages(prisma, blobs, log)
  }

  /**
   * Resolves when it is durable.
   * @throws HttpError 400 for what is no picture that browsers show without running anything
   */
  async store(reportId: number, bytes: Buffer): Promise<ReportImage> {
    const type = imageType(bytes)
    if (!type) {
      throw badRequest('image: pictures are PNG, JPEG, GIF or WebP; this is none of them', 'image')
    }
    const { key, md5 } = await this.blobs.write(Readable.from([bytes]))
    const data = {
      reportId,
      name: `${randomBytes(8).toString('hex')}.${type.ending}`,
      mimeType: type.mime,
      sizeBytes: BigInt(bytes.length),
      md5,
      blobKey: key,
    }
    return this.prisma.reportImage.create({ data }).catch(async (error: unknown) => {
      await this.blobs.delete(key)
      throw error
    })
  }

  /** @throws HttpError 404 */
  async find(reportId: number, name: string): Promise<ReportImage> {
    const where = { reportId_name: { reportId, name } }
    const image = await this.prisma.reportImage.findUnique({ where })
    if (!image) throw notFound(`The picture ${name.slice(0, 60)}`)
    return image
  }

  /** For exports and links; null of what is not there. */
  async read(
    report: { id: number },
    name: string,
  ): Promise<{ bytes: Buffer; mimeType: string } | null> {
    const where = { reportId_name: { reportId: report.id, name } }
    const image = await this.prisma.reportImage.findUnique({ where })
    return image && { bytes: await this.bytes(image), mimeType: image.mimeType }
  }

  /** All its content. */
  async bytes({ blobKey }: ReportImage): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.blobs.read(blobKey) as AsyncIterable<Buffer>) parts.push(part)
    return Buffer.concat(parts)
  }

  send(req: IncomingMessage, res: ServerResponse, image: ReportImage): Promise<void> {
    return sendFile(this.blobs, req, res, image, { download: false })
  }

  /** Of reports that are about to go; rows go with them, and content without a row is litter. */
  async removeOf(reportIds: readonly number[]): Promise<void> {
    const where = { reportId: { in: [...reportIds] } }
    const images = await this.prisma.reportImage.findMany({ where })
    await this.prisma.reportImage.deleteMany({ where })
    for (const { blobKey } of images) {
      await this.blobs.delete(blobKey).catch((error: unknown) => {
        this.log.error('picture of a deleted report', error)
      })
    }
  }
}
