/**
 * Pictures on their way to the server. The text holds a picture with an address of its own kind
 * meanwhile, which everybody sees as a place that is being filled; who sends it sees how far it is.
 */
import { MAX_IMAGE_BYTES } from '@/lib/reports/limits'
import { newId } from '@/lib/workspace/runSet'

const PREFIX = 'upload:'

export const isUpload = (src: string) => src.startsWith(PREFIX)

export interface Upload {
  file: File
  /** Shown while it is sent. */
  preview: string
  /** 0 to 1. */
  progress: number
  /** What went wrong, in words. */
  error?: string
  /** Where it is now. */
  src?: string
}

export class Uploads {
  private readonly all = new Map<string, Upload>()
  private readonly listeners = new Set<() => void>()

  /** @param stored puts the address into the text in place of that of the upload */
  constructor(
    private readonly slug: string,
    private readonly stored: (upload: string, src: string) => void,
  ) {}

  /** Returns the address that stands for it until it is stored. */
  begin(file: File): string {
    const id = PREFIX + newId()
    this.all.set(id, { file, preview: URL.createObjectURL(file), progress: 0 })
    void this.send(id)
    return id
  }

  /** Undefined for what somebody else sends, or nobody any more. */
  get = (id: string): Upload | undefined => this.all.get(id)

  retry(id: string): void {
    this.set(id, { progress: 0 })
    void this.send(id)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  dispose(): void {
    for (const { preview } of this.all.values()) URL.revokeObjectURL(preview)
    this.listeners.clear()
  }

  private async send(id: string): Promise<void> {
    const upload = this.all.get(id)
    if (!upload) return
    try {
      const { file } = upload
      if (file.size > MAX_IMAGE_BYTES) {
        throw new Error(`Pictures may have ${MAX_IMAGE_BYTES / 1024 / 1024} MB.`)
      }
      const address = `/api/reports/${encodeURIComponent(this.slug)}/images`
      const src = await post(address, file, (progress) => this.set(id, { progress }))
      this.set(id, { progress: 1, src })
      this.stored(id, src)
    } catch (error) {
      this.set(id, { error: error instanceof Error ? error.message : String(error) })
    }
  }

  private set(id: string, change: Partial<Upload>): void {
    const upload = this.all.get(id)
    if (!upload) return
    // What went wrong before is over with the next try.
    const { file, preview, progress } = upload
    this.all.set(id, { file, preview, progress, ...change })
    for (const listener of [...this.listeners]) listener()
  }
}

/** By XMLHttpRequest: fetch does not tell how far it is. */
function post(address: string, file: File, onProgress: (part: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new Error('The server could not be reached.'))
    request.onload = () => {
      const answer = request.response as { src?: string; error?: { message?: string } } | null
      if (request.status < 300 && answer?.src) resolve(answer.src)
      else reject(new Error(answer?.error?.message ?? `The server answered ${request.status}.`))
    }
    request.send(file)
  })
}
