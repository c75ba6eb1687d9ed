'use client'

import { useState } from 'react'

/** The same array while its items are the same objects. */
export function useStable<T>(items: readonly T[]): readonly T[] {
  const [kept, setKept] = useState(items)
  const same = kept.length === items.length && kept.every((item, i) => Object.is(item, items[i]))
  if (!same) setKept(items)
  return same ? kept : items
}
