/** Numbers of one key over a span of rows. */
export interface Column {
  /** Row offsets within the span, increasing; null when every row from 0 on has a value. */
  rows: Uint32Array | null
  values: Float64Array
}

export function rowAt(column: Column, i: number): number {
  return column.rows ? column.rows[i]! : i
}

/** First index whose row is at or after `row`. */
export function indexOfRow(column: Column, row: number): number {
  if (!column.rows) return Math.min(Math.max(row, 0), column.values.length)
  let low = 0
  let high = column.rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (column.rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return low
}

/** The values of rows [from, to), with rows counted from `from`. */
export function sliceColumn(column: Column, from: number, to: number): Column {
  const start = indexOfRow(column, from)
  const end = indexOfRow(column, to)
  const values = column.values.subarray(start, end)
  const rows = column.rows?.slice(start, end) ?? null
  if (rows) for (let i = 0; i < rows.length; i++) rows[i]! -= from
  return { rows, values }
}

/** The values before a row. */
export function firstRows(column: Column, rows: number): Column {
  if (column.values.length === 0 || rowAt(column, column.values.length - 1) < rows) return column
  const n = indexOfRow(column, rows)
  return { rows: column.rows?.subarray(0, n) ?? null, values: column.values.subarray(0, n) }
}

/** `before` followed by `after`, whose rows all come later. */
export function concatColumns(before: Column, after: Column): Column {
  const n = before.values.length
  const values = new Float64Array(n + after.values.length)
  values.set(before.values)
  values.set(after.values, n)
  const dense =
    before.rows === null &&
    (after.rows === null ? n === 0 : after.rows.every((row, i) => row === n + i))
  if (dense) return { rows: null, values }
  const rows = new Uint32Array(values.length)
  for (let i = 0; i < n; i++) rows[i] = rowAt(before, i)
  for (let i = 0; i < after.values.length; i++) rows[n + i] = rowAt(after, i)
  return { rows, values }
}
