const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** `layer10` after `layer9`, capitals beside small letters; a total order. */
export function naturalCompare(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
