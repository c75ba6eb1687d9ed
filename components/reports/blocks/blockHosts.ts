/**
 * The elements in which blocks of a report's text show what records hold: one a record, kept while
 * the block is moved. An editor deletes a block that is dragged and makes it anew; charts in it would
 * begin again and ask for everything again.
 */
import type { RecordBlock } from '@/lib/reports/blocks'

/** So long a block may be out of the text until what it showed is given up. */
const GRACE_MS = 2000

export interface BlockHost {
  key: string
  type: RecordBlock
  /** Of the record. */
  id: string
  element: HTMLElement
  /** Gives the keyboard back to the text, with the block chosen. */
  leave(): void
}

/** A block of the text that shows a record. */
export interface BlockPlace {
  into: HTMLElement
  leave(): void
}

export class BlockHosts {
  private hosts: readonly BlockHost[] = []
  /** The blocks of each record, the newest last: only one can show it. */
  private readonly places = new Map<string, BlockPlace[]>()
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>()
  private readonly listeners = new Set<() => void>()

  get = (): readonly BlockHost[] => this.hosts

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Shows the record in a block, instead of where it was shown. Answers what to call when that goes. */
  show(type: RecordBlock, id: string, place: BlockPlace): () => void {
    const key = `${type} ${id}`
    clearTimeout(this.timers.get(key))
    this.timers.delete(key)
    const places = this.places.get(key) ?? []
    this.places.set(key, [...places, place])
    let host = this.hosts.find((one) => one.key === key)
    if (!host) {
      const element = document.createElement('div')
      const leave = () => this.places.get(key)?.at(-1)?.leave()
      host = { key, type, id, element, leave }
      this.change([...this.hosts, host])
    }
    place.into.append(host.element)
    return () => this.hide(key, place)
  }

  private hide(key: string, place: BlockPlace): void {
    const places = (this.places.get(key) ?? []).filter((one) => one !== place)
    this.places.set(key, places)
    const host = this.hosts.find((one) => one.key === key)
    const other = places.at(-1)
    if (!host) return
    if (other) {
      if (host.element.parentElement !== other.into) other.into.append(host.element)
      return
    }
    const giveUp = () => {
      this.timers.delete(key)
      this.places.delete(key)
      host.element.remove()
      this.change(this.hosts.filter((one) => one !== host))
    }
    this.timers.set(key, setTimeout(giveUp, GRACE_MS))
  }

  private change(hosts: readonly BlockHost[]): void {
    this.hosts = hosts
    for (const listener of [...this.listeners]) listener()
  }
}

const known = new WeakMap<object, BlockHosts>()

/** Those of an editor. */
export function blockHostsOf(editor: object): BlockHosts {
  let hosts = known.get(editor)
  if (!hosts) known.set(editor, (hosts = new BlockHosts()))
  return hosts
}
