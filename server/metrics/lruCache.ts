/** Keeps the most recently used values whose sizes add up to at most `capacity`. */
export class LruCache<V> {
  private readonly entries = new Map<string, V>()
  private size = 0

  constructor(
    private readonly capacity: number,
    private readonly sizeOf: (value: V) => number,
  ) {}

  get(key: string): V | undefined {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    // A Map iterates in insertion order: the oldest use comes first.
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }

  set(key: string, value: V): void {
    this.delete(key)
    this.entries.set(key, value)
    this.size += this.sizeOf(value)
    for (const oldest of this.entries.keys()) {
      if (this.size <= this.capacity) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const value = this.entries.get(key)
    if (value === undefined) return
    this.entries.delete(key)
    this.size -= this.sizeOf(value)
  }

  deleteWhere(test: (key: string) => boolean): void {
    for (const key of this.entries.keys()) if (test(key)) this.delete(key)
  }
}
