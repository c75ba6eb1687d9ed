'use client'

import type { LucideIcon } from 'lucide-react'
import { createContext, type ReactNode, useContext, useEffect } from 'react'

export interface PaletteItem {
  /** Unique on the page. */
  id: string
  /** Heading it stands under: "Panels". */
  group: string
  label: string
  /** Said after the label, quietly; searched too. */
  detail?: string
  icon?: LucideIcon
  /** Drawn in place of the icon, such as a run's colour. */
  sign?: ReactNode
  onSelect: () => void
}

type Items = readonly PaletteItem[]

/** What the pages that are open now offer. */
export class PaletteRegistry {
  private readonly sources = new Set<Items>()
  private merged: Items = []
  private readonly listeners = new Set<() => void>()

  add(items: Items): () => void {
    this.sources.add(items)
    this.changed()
    return () => {
      this.sources.delete(items)
      this.changed()
    }
  }

  getItems = (): Items => this.merged

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private changed(): void {
    this.merged = [...this.sources].flat()
    for (const listener of this.listeners) listener()
  }
}

export const PaletteRegistryContext = createContext<PaletteRegistry | null>(null)

/**
 * Offers items in the command palette while the caller is mounted. Memoize them: each new array
 * takes the place of the one before.
 */
export function usePaletteItems(items: Items): void {
  const registry = useContext(PaletteRegistryContext)
  useEffect(() => registry?.add(items), [registry, items])
}
