/** What the runs of one group say together along x: one entry a bucket of x. */
export interface GroupStats {
  length: number
  /** Middle of the bucket, in units of x. */
  x: Float64Array
  /** Runs that have a finite value in the bucket; the rest is over these. */
  n: Uint32Array
  /** Of the runs' means in the bucket: their mean, median and standard deviation (n − 1; 0 for one run). */
  mean: Float64Array
  median: Float64Array
  std: Float64Array
  /** Of every value of every run. */
  min: Float64Array
  max: Float64Array
}

export function emptyGroupStats(length: number): GroupStats {
  return {
    length,
    x: new Float64Array(length),
    n: new Uint32Array(length),
    mean: new Float64Array(length),
    median: new Float64Array(length),
    std: new Float64Array(length),
    min: new Float64Array(length),
    max: new Float64Array(length),
  }
}

/** Standard error of the mean: std / √n. */
export function stderr(stats: GroupStats, i: number): number {
  return stats.std[i]! / Math.sqrt(stats.n[i]!)
}
