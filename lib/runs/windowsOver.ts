/**
 * Which windows of a list, of `size` rows each, hold its first `most` visible runs. Without `ids` all
 * runs are visible. Windows begin at multiples of their size, so that hiding a run asks for nothing.
 */
export function windowsOver(
  ids: readonly number[] | undefined,
  hidden: ReadonlySet<number> | undefined,
  most: number,
  size: number,
): { offset: number; limit: number }[] {
  const offsets = new Set<number>()
  if (!ids || !hidden || hidden.size === 0) {
    for (let offset = 0; offset < most; offset += size) offsets.add(offset)
  } else {
    let found = 0
    for (let i = 0; i < ids.length && found < most; i++) {
      if (hidden.has(ids[i]!)) continue
      found++
      offsets.add(i - (i % size))
    }
  }
  return [...offsets].map((offset) => ({ offset, limit: size }))
}
