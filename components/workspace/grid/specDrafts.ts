/**
 * What a person chooses with the pointer down, such as with a slider: shown at once, written to the
 * document when they let go, as one change and one step of undo.
 */
import { useSyncExternalStore } from 'react'
import type { PanelSpec } from '@/lib/panels/spec'
import type { Section } from '@/lib/workspace/arrange'

export interface Draft {
  before: PanelSpec
  after: PanelSpec
}

export class SpecDrafts {
  private drafts: ReadonlyMap<string, Draft> = new Map()
  private pressed = false
  private readonly listeners = new Set<() => void>()

  constructor(private readonly write: (before: PanelSpec, after: PanelSpec) => void) {
    if (typeof window === 'undefined') return
    window.addEventListener('pointerdown', this.press, true)
    window.addEventListener('pointerup', this.release)
    window.addEventListener('pointercancel', this.release)
  }

  dispose(): void {
    this.release()
    window.removeEventListener('pointerdown', this.press, true)
    window.removeEventListener('pointerup', this.release)
    window.removeEventListener('pointercancel', this.release)
  }

  /** @param before as the person saw it, perhaps a draft itself */
  change = (before: PanelSpec, after: PanelSpec): void => {
    if (!this.pressed) return this.write(before, after)
    const kept = this.drafts.get(before.id)
    this.set(new Map(this.drafts).set(before.id, { before: kept?.before ?? before, after }))
  }

  get = (): ReadonlyMap<string, Draft> => this.drafts

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private readonly press = () => {
    this.pressed = true
  }

  private readonly release = () => {
    this.pressed = false
    if (this.drafts.size === 0) return
    const drafts = [...this.drafts.values()]
    this.set(new Map())
    for (const { before, after } of drafts) this.write(before, after)
  }

  private set(next: ReadonlyMap<string, Draft>): void {
    this.drafts = next
    for (const listener of [...this.listeners]) listener()
  }
}

const NONE: ReadonlyMap<string, Draft> = new Map()

export function useDrafts(drafts: SpecDrafts | undefined): ReadonlyMap<string, Draft> {
  return useSyncExternalStore(
    drafts?.subscribe ?? (() => () => {}),
    drafts?.get ?? (() => NONE),
    () => NONE,
  )
}

/** The section with its panels as they are being changed; the same object when none is. */
export function withDrafts(section: Section, drafts: ReadonlyMap<string, Draft>): Section {
  if (!section.panels.some(({ spec }) => drafts.has(spec.id))) return section
  const panels = section.panels.map((panel) => {
    const spec = drafts.get(panel.spec.id)?.after
    return spec ? { ...panel, spec } : panel
  })
  return { ...section, panels }
}
