/** The shortest decimal that is still the same 32-bit float: half the digits of the 64-bit one. */
export function shortFloat32(value: number): number {
  if (Number.isInteger(value)) return value
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number(value.toPrecision(9))
}
