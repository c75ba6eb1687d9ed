/** What one question about series may ask for at most. */
export const MAX_SERIES = 500
export const MAX_BUCKETS = 20_000
