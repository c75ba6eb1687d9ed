'use client'

import type { ChartOverlay, OverlayQuery } from '@/components/panels/overlays'
import { readX } from '@/components/panels/line/readX'
import { useNow } from '@/components/ui/useNow'
import type { Annotation } from '@/lib/api/annotations'
import { formatAge } from '@/lib/format/time'
import { runColor } from '@/lib/palette/runColors'

export interface MarksInput {
  annotations: readonly Annotation[]
  /** Drawn whether it is resolved or not, and so that it is found. */
  lit: number | null
  showResolved: boolean
}

interface Known {
  version: number
  overlays: readonly ChartOverlay[]
  /** What they were made of. */
  parts: readonly unknown[]
}

const NOTHING: MarksInput = { annotations: [], lit: null, showResolved: false }

/** Annotations as marks over panels. A store beside React, so that only panels they are on render. */
export class AnnotationMarks {
  private input = NOTHING
  private series = new Map<string, Annotation[]>()
  private version = 0
  private readonly known = new WeakMap<OverlayQuery, Known>()
  private readonly listeners = new Set<() => void>()

  set(input: MarksInput): void {
    this.input = input
    this.version++
    this.series = new Map()
    for (const annotation of input.annotations) {
      const name = `${annotation.stream}/${annotation.key}`
      const those = this.series.get(name)
      if (those) those.push(annotation)
      else this.series.set(name, [annotation])
    }
    for (const listener of this.listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get = (query: OverlayQuery): readonly ChartOverlay[] => {
    const known = this.known.get(query)
    if (known?.version === this.version) return known.overlays
    const found = this.find(query)
    const parts = found.flatMap((annotation) => [annotation, annotation.id === this.input.lit])
    const same =
      known?.parts.length === parts.length && parts.every((part, i) => part === known.parts[i])
    const overlays = same ? known.overlays : found.map((one) => this.overlay(one, query))
    this.known.set(query, { version: this.version, overlays, parts })
    return overlays
  }

  /** Those that the panel has a place for. */
  private find({ stream, keys, runs, x }: OverlayQuery): Annotation[] {
    const candidates = keys.flatMap((key) => this.series.get(`${stream}/${key}`) ?? [])
    if (candidates.length === 0) return []
    const { showResolved, lit } = this.input
    const drawn = new Set(runs.map(({ id }) => id))
    return candidates.filter(({ id, run, positions, resolvedAt }) => {
      const wanted = resolvedAt === null || showResolved || id === lit
      return wanted && drawn.has(run.id) && positions[x] !== undefined
    })
  }

  private overlay(annotation: Annotation, { runs, x, theme }: OverlayQuery): ChartOverlay {
    const { id, run, key, text } = annotation
    const [from, to] = annotation.positions[x]!
    const drawn = runs.find((one) => one.id === run.id)
    const place = readX(x, from, to ?? from)
    const by = annotation.author ? ` by ${authorName(annotation)}` : ''
    return {
      id: String(id),
      x: from,
      to: to ?? undefined,
      series: { run: run.id, key },
      label: `Annotation${by} on ${run.displayName}, ${place}: ${shortened(text)}`,
      hint: <MarkHint annotation={annotation} />,
      color: drawn?.color ?? runColor(run.number, theme),
      lit: id === this.input.lit,
    }
  }
}

export function authorName({ author }: Annotation): string {
  return author ? author.name || author.username : 'Somebody who left'
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}

function MarkHint({ annotation }: { annotation: Annotation }) {
  const now = useNow(60_000)
  const { text, createdAt, resolvedAt } = annotation
  return (
    <span className="block">
      <span className="line-clamp-4 whitespace-pre-line">{text}</span>
      <span className="block opacity-80">
        {authorName(annotation)} · {formatAge(Date.parse(createdAt), now)}
        {resolvedAt !== null && ' · resolved'}
      </span>
    </span>
  )
}
