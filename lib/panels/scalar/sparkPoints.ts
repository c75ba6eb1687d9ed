/** Values side by side over the whole width, the smallest at the bottom. Pixels. */
export function sparkPoints(
  values: readonly number[],
  width: number,
  height: number,
): [number, number][] {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const step = values.length > 1 ? width / (values.length - 1) : 0
  return values.map((value, i) => {
    const share = high > low ? (value - low) / (high - low) : 0.5
    return [i * step, height * (1 - share)]
  })
}
