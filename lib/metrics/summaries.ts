/** What the SDK may write into a summary, in the order of its numbers. */
export const SUMMARIES = ['min', 'max', 'mean', 'best', 'last', 'none', 'copy', 'first'] as const
