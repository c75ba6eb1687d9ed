// Reads file_stream bodies at memory speed, compiled to WebAssembly (`npm run build:scanner`).
//
// Two entry points. `tape` walks the outer JSON document once and notes where its tokens are.
// `rows` walks lines of history that are still escaped inside the document's strings, and puts their
// numbers into columns. Whatever is unusual is refused, never guessed: the caller then takes the
// slow way, which also makes the error messages.
//
// Memory, addresses in bytes, chosen by the caller: power table, input, tape, then the work area.

/** Powers of five for the exponents −342…308, 128 bits each, high half first. */
const POWERS: usize = 1024
const MIN_POWER: i32 = -342
const MAX_POWER: i32 = 308

const TOKEN_BYTES: usize = 12
const MAX_DEPTH: i32 = 48

// Token types; the caller knows the same numbers.
const T_OBJECT: u32 = 1
const T_END_OBJECT: u32 = 2
const T_ARRAY: u32 = 3
const T_END_ARRAY: u32 = 4
const T_STRING: u32 = 5
const T_ESCAPED_STRING: u32 = 6
const T_NUMBER: u32 = 7
const T_LITERAL: u32 = 8

const QUOTE: u8 = 34
const BACKSLASH: u8 = 92

@inline function byteAt(p: usize): u8 {
  return load<u8>(p)
}

@inline function isSpace(c: u8): bool {
  return c == 32 || c == 10 || c == 13 || c == 9
}

@inline function isDigit(c: u8): bool {
  return c - 48 < 10
}

// ---- the outer document

let tokenAt: usize = 0
let tokenEnd: usize = 0

@inline function put(type: u32, start: usize, end: usize): bool {
  if (tokenAt + TOKEN_BYTES > tokenEnd) return false
  store<u32>(tokenAt, type)
  store<u32>(tokenAt + 4, <u32>start)
  store<u32>(tokenAt + 8, <u32>end)
  tokenAt += TOKEN_BYTES
  return true
}

/** The position after the closing quote, or 0; `p` is after the opening one. */
function stringEnd(p: usize, end: usize): usize {
  while (p < end) {
    const c = byteAt(p)
    if (c == QUOTE) return p + 1
    if (c == BACKSLASH) {
      p += 2
      continue
    }
    if (c < 32) return 0
    p++
  }
  return 0
}

/** The position after a run of letters, or of the characters a number may have. */
function wordEnd(p: usize, end: usize): usize {
  while (p < end) {
    const c = byteAt(p)
    const wordly = isDigit(c) || (c | 32) - 97 < 26 || c == 43 || c == 45 || c == 46
    if (!wordly) return p
    p++
  }
  return p
}

/** Whether a string holds a backslash. */
function isEscaped(p: usize, end: usize): bool {
  for (; p < end; p++) if (byteAt(p) == BACKSLASH) return true
  return false
}

/**
 * Writes the tokens of the document in [input, input + length) to `tape` and returns their number,
 * or −1 for text that is not plain JSON, is nested too deeply, or has more than `capacity` tokens.
 * Words (numbers, literals) are delimited here and checked by the caller.
 */
export function tape(input: usize, length: usize, tapeStart: usize, capacity: usize): i32 {
  tokenAt = tapeStart
  tokenEnd = tapeStart + capacity * TOKEN_BYTES
  let p = input
  const end = input + length
  // One bit a level: 1 for an object.
  let kinds: u64 = 0
  let depth = 0
  // What may come next: 0 a value, 1 a value or ']', 2 a name, 3 a name or '}', 4 ',' or an end.
  let expect = 0
  while (true) {
    while (p < end && isSpace(byteAt(p))) p++
    if (p >= end) break
    const c = byteAt(p)
    if (expect == 4) {
      if (depth == 0) return -1
      const inObject = (kinds & 1) != 0
      if (c == 44) {
        expect = inObject ? 2 : 0
        p++
        continue
      }
      if (c == 125 && inObject) {
        if (!put(T_END_OBJECT, p, p + 1)) return -1
      } else if (c == 93 && !inObject) {
        if (!put(T_END_ARRAY, p, p + 1)) return -1
      } else return -1
      kinds >>= 1
      depth--
      p++
      continue
    }
    if (expect >= 2) {
      if (c == 125 && expect == 3) {
        if (!put(T_END_OBJECT, p, p + 1)) return -1
        kinds >>= 1
        depth--
        expect = 4
        p++
        continue
      }
      if (c != QUOTE) return -1
      const close = stringEnd(p + 1, end)
      if (close == 0 || isEscaped(p + 1, close - 1)) return -1
      if (!put(T_STRING, p + 1, close - 1)) return -1
      p = close
      while (p < end && isSpace(byteAt(p))) p++
      if (p >= end || byteAt(p) != 58) return -1
      p++
      expect = 0
      continue
    }
    if (c == 93 && expect == 1) {
      if (!put(T_END_ARRAY, p, p + 1)) return -1
      kinds >>= 1
      depth--
      expect = 4
      p++
      continue
    }
    if (c == 123 || c == 91) {
      if (++depth > MAX_DEPTH) return -1
      const object = c == 123
      if (!put(object ? T_OBJECT : T_ARRAY, p, p + 1)) return -1
      kinds = (kinds << 1) | (object ? 1 : 0)
      expect = object ? 3 : 1
      p++
      continue
    }
    if (c == QUOTE) {
      const close = stringEnd(p + 1, end)
      if (close == 0) return -1
      const escaped = isEscaped(p + 1, close - 1)
      if (!put(escaped ? T_ESCAPED_STRING : T_STRING, p + 1, close - 1)) return -1
      p = close
    } else {
      const close = wordEnd(p, end)
      if (close == p) return -1
      if (!put(isDigit(c) || c == 45 ? T_NUMBER : T_LITERAL, p, close)) return -1
      p = close
    }
    expect = 4
  }
  if (depth != 0 || expect != 4) return -1
  return <i32>((tokenAt - tapeStart) / TOKEN_BYTES)
}

// ---- lines of history

const SLOT_BYTES: usize = 16 // key start, key length, number of values, last row + 1
const OTHER_BYTES: usize = 20 // row, slot, start, end, kind

/** A value for the caller to read: not a number, or a number with too many digits. */
const KIND_VALUE: u32 = 0
const KIND_NUMBER: u32 = 1

/** Marks a cell without a value; a NaN that was logged has other bits. */
const ABSENT: u64 = 0x7ff8dead00000000

let slots: usize = 0
let slotCount: u32 = 0
let maxSlots: u32 = 0
let hashes: usize = 0
let hashMask: u32 = 0
let others: usize = 0
let otherCount: u32 = 0
let maxOthers: u32 = 0
let values: usize = 0
let rowCount: u32 = 0

export function slotsUsed(): u32 {
  return slotCount
}

export function othersUsed(): u32 {
  return otherCount
}

/**
 * Scans `count` lines, whose string tokens stand one after another from `firstToken` on. The work
 * area holds, in this order: slots, hash table (`hashSize` entries of 4 bytes, a power of two), others,
 * values (a column of `count` doubles a slot). Returns 0, or 1 when a line must be read another way or
 * a limit is reached; then nothing that was written counts.
 */
export function rows(
  firstToken: usize,
  count: u32,
  work: usize,
  slotLimit: u32,
  hashSize: u32,
  otherLimit: u32,
): i32 {
  slots = work
  maxSlots = slotLimit
  hashes = slots + <usize>slotLimit * SLOT_BYTES
  hashMask = hashSize - 1
  others = hashes + <usize>hashSize * 4
  maxOthers = otherLimit
  values = (others + <usize>otherLimit * OTHER_BYTES + 7) & ~7
  rowCount = count
  slotCount = 0
  otherCount = 0
  memory.fill(hashes, 0, hashSize * 4)
  for (let row: u32 = 0; row < count; row++) {
    const token = firstToken + <usize>row * TOKEN_BYTES
    const type = load<u32>(token)
    if (type != T_STRING && type != T_ESCAPED_STRING) return 1
    if (!scanRow(row, load<u32>(token + 4), load<u32>(token + 8))) return 1
  }
  return 0
}

// Inside an escaped string a quote is \" and white space may be \n, \t or \r.

@inline function isQuote(p: usize): bool {
  return load<u16>(p) == 0x225c // backslash, quote
}

function skipSpace(p: usize, end: usize): usize {
  while (p < end) {
    const c = byteAt(p)
    if (c == 32) p++
    else if (c == BACKSLASH) {
      const next = byteAt(p + 1)
      if (next != 110 && next != 116 && next != 114) return p
      p += 2
    } else return p
  }
  return p
}

function scanRow(row: u32, start: usize, end: usize): bool {
  let p = skipSpace(start, end)
  if (p >= end || byteAt(p) != 123) return false
  p = skipSpace(p + 1, end)
  if (p < end && byteAt(p) == 125) return skipSpace(p + 1, end) == end
  let expected: u32 = 0
  while (true) {
    // The name.
    if (p + 1 >= end || !isQuote(p)) return false
    const keyStart = p + 2
    let slot: u32
    let keyEnd: usize
    if (expected < slotCount && matchesSlot(expected, keyStart, end)) {
      slot = expected
      keyEnd = keyStart + load<u32>(slots + <usize>slot * SLOT_BYTES + 4)
    } else {
      keyEnd = keyStart
      while (keyEnd < end && byteAt(keyEnd) != BACKSLASH) keyEnd++
      if (keyEnd + 1 >= end || !isQuote(keyEnd)) return false
      slot = findSlot(keyStart, keyEnd)
      if (slot == u32.MAX_VALUE) return false
    }
    expected = slot + 1
    p = skipSpace(keyEnd + 2, end)
    if (p >= end || byteAt(p) != 58) return false
    p = skipSpace(p + 1, end)
    if (p >= end) return false
    // Its value. A name that comes twice in one line is left to JSON.parse, which keeps the later.
    const info = slots + <usize>slot * SLOT_BYTES
    if (load<u32>(info + 12) == row + 1) return false
    const c = byteAt(p)
    if (isDigit(c) || c == 45 || c == 78 || c == 73) {
      p = scanNumber(row, slot, p, end)
      if (p == 0) return false
      store<u32>(info + 8, load<u32>(info + 8) + 1)
    } else {
      const close = skipValue(p, end)
      if (close == 0 || !note(row, slot, p, close, KIND_VALUE)) return false
      p = close
    }
    store<u32>(info + 12, row + 1)
    p = skipSpace(p, end)
    if (p >= end) return false
    const next = byteAt(p)
    if (next == 44) {
      p = skipSpace(p + 1, end)
      continue
    }
    return next == 125 && skipSpace(p + 1, end) == end
  }
}

@inline function note(row: u32, slot: u32, start: usize, end: usize, kind: u32): bool {
  if (otherCount >= maxOthers) return false
  const at = others + <usize>otherCount * OTHER_BYTES
  otherCount++
  store<u32>(at, row)
  store<u32>(at + 4, slot)
  store<u32>(at + 8, <u32>start)
  store<u32>(at + 12, <u32>end)
  store<u32>(at + 16, kind)
  return true
}

// ---- keys

@inline function sameBytes(a: usize, b: usize, length: usize): bool {
  let i: usize = 0
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false
  for (; i < length; i++) if (byteAt(a + i) != byteAt(b + i)) return false
  return true
}

@inline function matchesSlot(slot: u32, keyStart: usize, end: usize): bool {
  const info = slots + <usize>slot * SLOT_BYTES
  const length: usize = load<u32>(info + 4)
  if (keyStart + length + 1 >= end) return false
  return sameBytes(load<u32>(info), keyStart, length) && isQuote(keyStart + length)
}

/** The key's slot, made when it is new; u32.MAX_VALUE when there is no room. */
function findSlot(start: usize, end: usize): u32 {
  const length = end - start
  // FNV-1a.
  let hash: u32 = 2166136261
  for (let p = start; p < end; p++) hash = (hash ^ byteAt(p)) * 16777619
  let place = hash & hashMask
  while (true) {
    const entry = load<u32>(hashes + <usize>place * 4)
    if (entry == 0) break
    const info = slots + <usize>(entry - 1) * SLOT_BYTES
    if (load<u32>(info + 4) == <u32>length && sameBytes(load<u32>(info), start, length)) {
      return entry - 1
    }
    place = (place + 1) & hashMask
  }
  if (slotCount >= maxSlots) return u32.MAX_VALUE
  const slot = slotCount++
  store<u32>(hashes + <usize>place * 4, slot + 1)
  const info = slots + <usize>slot * SLOT_BYTES
  store<u32>(info, <u32>start)
  store<u32>(info + 4, <u32>length)
  store<u32>(info + 8, 0)
  store<u32>(info + 12, 0)
  const column = values + <usize>slot * rowCount * 8
  const needed = column + <usize>rowCount * 8
  const present = <usize>memory.size() << 16
  if (needed > present) {
    const pages = <i32>(((needed - present) >> 16) + 1)
    if (memory.grow(max(pages, 16)) < 0) return u32.MAX_VALUE
  }
  for (let row: u32 = 0; row < rowCount; row++) store<u64>(column + <usize>row * 8, ABSENT)
  return slot
}

// ---- values that are not numbers

/** The position after the value at `p`, or 0 when it is not well-formed as far as quotes and brackets go. */
function skipValue(p: usize, end: usize): usize {
  const c = byteAt(p)
  if (c == BACKSLASH) return isQuote(p) ? skipString(p + 2, end) : 0
  if (c != 123 && c != 91) {
    const close = wordEnd(p, end)
    return close == p ? 0 : close
  }
  let depth = 0
  while (p < end) {
    const d = byteAt(p)
    if (d == BACKSLASH) {
      if (isQuote(p)) {
        p = skipString(p + 2, end)
        if (p == 0) return 0
        continue
      }
      p += 2
      continue
    }
    if (d == 123 || d == 91) depth++
    else if (d == 125 || d == 93) {
      depth--
      if (depth == 0) return p + 1
    }
    p++
  }
  return 0
}

/** The position after the closing \" of an inner string; `p` is after the opening one. */
function skipString(p: usize, end: usize): usize {
  while (p + 1 < end) {
    if (byteAt(p) != BACKSLASH) {
      p++
      continue
    }
    const next = byteAt(p + 1)
    if (next == QUOTE) return p + 2
    // An inner backslash is written \\ and escapes what follows it, itself perhaps escaped.
    if (next == BACKSLASH) {
      p += 2
      if (p >= end) return 0
      p += byteAt(p) == BACKSLASH ? 2 : 1
    } else p += 2
  }
  return 0
}

// ---- numbers

@inline function setValue(row: u32, slot: u32, value: f64): void {
  store<f64>(values + (<usize>slot * rowCount + row) * 8, value)
}

function isWord(p: usize, end: usize, first: u64, length: usize): bool {
  if (p + length > end) return false
  for (let i: usize = 0; i < length; i++) {
    if (byteAt(p + i) != <u8>(first >> (i * 8))) return false
  }
  return true
}

/** Reads the number at `p` into its cell; the position after it, or 0 when it is not one. */
function scanNumber(row: u32, slot: u32, start: usize, end: usize): usize {
  let p = start
  const negative = byteAt(p) == 45
  if (negative) p++
  if (p >= end) return 0
  const c = byteAt(p)
  if (c == 78) {
    if (!isWord(p, end, 0x4e614e, 3)) return 0
    setValue(row, slot, NaN)
    return p + 3
  }
  if (c == 73) {
    if (!isWord(p, end, 0x7974696e69666e49, 8)) return 0
    setValue(row, slot, negative ? -Infinity : Infinity)
    return p + 8
  }
  if (!isDigit(c)) return 0
  let mantissa: u64 = 0
  let digits = 0
  let exponent = 0
  if (c == 48) {
    p++
    if (p < end && isDigit(byteAt(p))) return 0
  } else {
    while (p < end && isDigit(byteAt(p))) {
      mantissa = mantissa * 10 + (byteAt(p) - 48)
      digits++
      p++
    }
  }
  if (p < end && byteAt(p) == 46) {
    p++
    const first = p
    while (p < end && isDigit(byteAt(p))) {
      mantissa = mantissa * 10 + (byteAt(p) - 48)
      // Leading zeros are no significant digits.
      if (mantissa != 0) digits++
      p++
    }
    if (p == first) return 0
    exponent = -(<i32>(p - first))
  }
  if (p < end && (byteAt(p) | 32) == 101) {
    p++
    let minus = false
    if (p < end && (byteAt(p) == 43 || byteAt(p) == 45)) minus = byteAt(p++) == 45
    const first = p
    let shift = 0
    while (p < end && isDigit(byteAt(p))) {
      if (shift < 100000) shift = shift * 10 + (byteAt(p) - 48)
      p++
    }
    if (p == first) return 0
    exponent += minus ? -shift : shift
  }
  if (digits > 19) return note(row, slot, start, p, KIND_NUMBER) ? p : 0
  const magnitude = toDouble(mantissa, exponent)
  if (isNaN(magnitude)) return note(row, slot, start, p, KIND_NUMBER) ? p : 0
  setValue(row, slot, negative ? -magnitude : magnitude)
  return p
}

/**
 * mantissa × 10^exponent, correctly rounded; NaN where that takes another way (subnormal results).
 * The method is Eisel and Lemire's: D. Lemire, "Number parsing at a gigabyte per second",
 * Software: Practice and Experience 51(8), 2021, algorithm 1.
 */
function toDouble(mantissa: u64, exponent: i32): f64 {
  if (mantissa == 0) return 0
  if (mantissa <= 0x20000000000000 && exponent >= -22 && exponent <= 22) {
    // Both factors are exact doubles, so one operation rounds once.
    const m = <f64>mantissa
    const power = load<f64>(EXACT_POWERS + <usize>(exponent < 0 ? -exponent : exponent) * 8)
    return exponent < 0 ? m / power : m * power
  }
  if (exponent < MIN_POWER) return NaN
  if (exponent > MAX_POWER) return Infinity
  const zeros = <i32>clz(mantissa)
  const w = mantissa << zeros
  const entry = POWERS + <usize>(exponent - MIN_POWER) * 16
  let high = multiplyHigh(w, load<u64>(entry))
  let low = w * load<u64>(entry)
  if ((high & 0x1ff) == 0x1ff) {
    const second = multiplyHigh(w, load<u64>(entry + 8))
    low += second
    if (second > low) high++
  }
  const upper = <i32>(high >> 63)
  const shift = upper + 9
  let m = high >> shift
  let power2 = ((217706 * exponent) >> 16) + 63 + upper - zeros + 1023
  if (power2 <= 0) return NaN
  if (low <= 1 && exponent >= -4 && exponent <= 23 && (m & 3) == 1 && m << shift == high) {
    m &= ~1
  }
  m += m & 1
  m >>= 1
  if (m >= 0x20000000000000) {
    m = 0x10000000000000
    power2++
  }
  if (power2 >= 0x7ff) return Infinity
  return reinterpret<f64>((m & 0xfffffffffffff) | (<u64>power2 << 52))
}

/** Doubles 1, 10, … 10^22, right after the power table. */
const EXACT_POWERS: usize = POWERS + 651 * 16

/** The high 64 bits of a 128-bit product. */
@inline function multiplyHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff
  const aHigh = a >> 32
  const bLow = b & 0xffffffff
  const bHigh = b >> 32
  const low = aLow * bLow
  const middle1 = aHigh * bLow + (low >> 32)
  const middle2 = aLow * bHigh + (middle1 & 0xffffffff)
  return aHigh * bHigh + (middle1 >> 32) + (middle2 >> 32)
}
