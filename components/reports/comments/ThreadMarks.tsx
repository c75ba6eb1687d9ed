'use client'

import { readX } from '@/components/panels/line/readX'
import type { ChartOverlay, OverlayQuery } from '@/components/panels/overlays'
import type { Thread } from '@/lib/api/comments'
import { isDataAnchor } from '@/lib/comments/anchor'
import { authorName } from './ThreadCard'

/** Threads as marks over the panels they are on. A store beside React, as panels ask for it. */
export class ThreadMarks {
  private threads: readonly Thread[] = []
  private active: number | null = null
  private version = 0
  private readonly known = new WeakMap<
    OverlayQuery,
    { version: number; overlays: readonly ChartOverlay[]; parts: string }
  >()
  private readonly listeners = new Set<() => void>()

  set(threads: readonly Thread[], active: number | null): void {
    this.threads = threads
    this.active = active
    this.version++
    for (const listener of this.listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get = (query: OverlayQuery): readonly ChartOverlay[] => {
    const known = this.known.get(query)
    if (known?.version === this.version) return known.overlays
    const found = this.threads.filter((thread) => this.isOn(thread, query))
    const parts = JSON.stringify(found.map((one) => [one, one.id === this.active]))
    const overlays =
      known?.parts === parts ? known.overlays : found.map((one) => this.overlay(one, query))
    this.known.set(query, { version: this.version, overlays, parts })
    return overlays
  }

  private isOn({ id, anchor, positions, resolvedAt }: Thread, query: OverlayQuery): boolean {
    if (!isDataAnchor(anchor) || anchor.panelId !== query.panelId) return false
    return (resolvedAt === null || id === this.active) && positions[query.x] !== undefined
  }

  private overlay(thread: Thread, { runs, keys, x }: OverlayQuery): ChartOverlay {
    const { id, anchor, positions, comments } = thread
    if (!isDataAnchor(anchor)) throw new Error('a thread on no data')
    const [from, to] = positions[x]!
    const first = comments[0]!
    const run = runs.find((one) => one.id === anchor.run)
    const said = `${authorName(first)}: ${first.text}`
    // Of a run that is not drawn, and of a key no longer shown, the mark stands at the top.
    const isDrawn = run !== undefined && keys.includes(anchor.key)
    return {
      id: String(id),
      x: from,
      to: to ?? undefined,
      series: isDrawn ? { run: run.id, key: anchor.key } : undefined,
      label: `Comment on ${readX(x, from, to ?? from)}. ${said.slice(0, 120)}`,
      hint: (
        <span className="block">
          <span className="line-clamp-4 whitespace-pre-line">{said}</span>
          {comments.length > 1 && <span className="block">{comments.length - 1} replies</span>}
        </span>
      ),
      color: run?.color,
      lit: id === this.active,
    }
  }
}
