/**
 * The table for the scanner's number conversion: 5^q for q from −342 to 308, each as the 128 most
 * significant bits, rounded as in appendix B of D. Lemire, "Number parsing at a gigabyte per second"
 * (Software: Practice and Experience 51(8), 2021).
 */
export const POWER_TABLE_ADDRESS = 1024
const MIN_POWER = -342
const MAX_POWER = 308

/** Two 64-bit words a power, the high one first. */
export function powerTable(): BigUint64Array {
  const table = new BigUint64Array((MAX_POWER - MIN_POWER + 1) * 2)
  for (let q = MIN_POWER; q <= MAX_POWER; q++) {
    const bits = q < 0 ? reciprocal(5n ** BigInt(-q), q) : normalised(5n ** BigInt(q))
    const at = (q - MIN_POWER) * 2
    table[at] = bits >> 64n
    table[at + 1] = bits & 0xffff_ffff_ffff_ffffn
  }
  return table
}

const LIMIT = 1n << 128n

function normalised(power: bigint): bigint {
  let value = power
  while (value < LIMIT / 2n) value *= 2n
  while (value >= LIMIT) value /= 2n
  return value
}

function reciprocal(power: bigint, q: number): bigint {
  let bits = 0n
  while (1n << bits < power) bits++
  let value = (1n << (q >= -27 ? bits + 127n : 2n * bits + 128n)) / power + 1n
  while (value >= LIMIT) value /= 2n
  return value
}

/** 1, 10, … 10^22: the powers of ten that a double holds exactly. */
export function exactPowersOfTen(): Float64Array {
  return Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))
}
