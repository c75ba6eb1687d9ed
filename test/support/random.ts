/** Numbers in [0, 1), the same in every run for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}
