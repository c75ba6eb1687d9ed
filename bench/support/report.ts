/** One line a measurement: what, under which load, and its figures. */
export function report(
  bench: string,
  load: string,
  figures: Record<string, number | string>,
): void {
  const shown = Object.entries(figures).map(([name, value]) => `${name} ${format(value)}`)
  console.log(`${bench} · ${load} · ${shown.join(' · ')}`)
}

function format(value: number | string): string {
  if (typeof value === 'string') return value
  if (Number.isInteger(value)) return value.toLocaleString('en')
  return Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(1)
}
