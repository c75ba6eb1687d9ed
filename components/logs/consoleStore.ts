/** A run's console lines in pages, fetched when they are looked at and kept current by events. */
import type { ConsolePage } from '@/lib/api/runs'
import type { ConsoleWritten } from '@/lib/live/events'

const PAGE_LINES = 500
/** Beyond this the pages looked at longest ago are dropped. */
const MOST_PAGES = 400

interface Page {
  lines: string[]
  /** Something may have been written meanwhile: to be fetched again when looked at. */
  stale: boolean
  loading: boolean
  /** Lines that events brought during a fetch, by place: newer than its answer may be. */
  heard: Map<number, string>
}

function newPage(): Page {
  return { lines: [], stale: false, loading: false, heard: new Map() }
}

export type FetchLines = (from: number, to: number) => Promise<ConsolePage>

export class ConsoleStore {
  /** Lines the run has; undefined until the first answer. */
  total: number | undefined
  error: unknown
  /** Changes whenever anything does. */
  version = 0
  private readonly pages = new Map<number, Page>()
  private readonly listeners = new Set<() => void>()

  constructor(private readonly fetchLines: FetchLines) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  getVersion = (): number => this.version

  line(number: number): string | undefined {
    const page = this.pages.get(Math.floor(number / PAGE_LINES))
    return page?.lines[number % PAGE_LINES]
  }

  /** Makes sure that lines [from, to) are here or on their way. */
  need(from: number, to: number): void {
    const last = Math.floor(Math.max(from, to - 1) / PAGE_LINES)
    for (let index = Math.floor(from / PAGE_LINES); index <= last; index++) {
      const page = this.pages.get(index)
      if (page) {
        // Newest last: what is dropped first is what was not looked at for longest.
        this.pages.delete(index)
        this.pages.set(index, page)
      }
      if (!page || (page.stale && !page.loading)) void this.load(index)
    }
  }

  /** The last lines, and how many there are. */
  async start(): Promise<void> {
    for (const page of this.pages.values()) page.stale = true
    try {
      // An answer says how many lines there are, whatever it was asked for.
      const { total } = await this.fetchLines(0, 0)
      this.total = Math.max(total, this.total ?? 0)
      this.error = undefined
    } catch (error) {
      this.error = error
    }
    this.changed()
  }

  written({ total, parts }: ConsoleWritten): void {
    this.total = Math.max(total, this.total ?? 0)
    for (const { from, lines } of parts) {
      lines.forEach((text, i) => this.put(from + i, text))
    }
    this.changed()
  }

  private put(number: number, text: string): void {
    const index = Math.floor(number / PAGE_LINES)
    const at = number % PAGE_LINES
    let page = this.pages.get(index)
    if (!page) {
      // A page that begins with this line is complete without a fetch.
      if (at !== 0) return
      page = newPage()
      this.pages.set(index, page)
    }
    if (page.loading) page.heard.set(at, text)
    if (at > page.lines.length) page.stale ||= !page.loading
    else page.lines[at] = text
  }

  private async load(index: number): Promise<void> {
    const page = this.pages.get(index) ?? newPage()
    this.pages.set(index, page)
    page.loading = true
    page.stale = false
    try {
      const from = index * PAGE_LINES
      const answer = await this.fetchLines(from, from + PAGE_LINES)
      // Lines that events have added since are newer than the answer's end.
      const added = page.lines.slice(answer.lines.length)
      page.lines = [...answer.lines, ...added]
      for (const [at, text] of [...page.heard].sort(([a], [b]) => a - b)) {
        if (at > page.lines.length) page.stale = true
        else page.lines[at] = text
      }
      this.total = Math.max(answer.total, this.total ?? 0)
      this.error = undefined
    } catch (error) {
      page.stale = true
      this.error = error
    }
    page.loading = false
    page.heard.clear()
    this.drop()
    this.changed()
  }

  private drop(): void {
    for (const index of this.pages.keys()) {
      if (this.pages.size <= MOST_PAGES) return
      this.pages.delete(index)
    }
  }

  private changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }
}
