import type { ReportRunSet } from './runSets'

/** `Runs 2` when there are `Runs`. */
export function nextRunSetName(runSets: readonly Pick<ReportRunSet, 'name'>[]): string {
  const names = new Set(runSets.map(({ name }) => name))
  if (!names.has('Runs')) return 'Runs'
  for (let n = 2; ; n++) if (!names.has(`Runs ${n}`)) return `Runs ${n}`
}
