'use client'

import type { Runs } from '../useRuns'

export function FilterText({ runs, onClose }: { runs: Runs; onClose: () => void }) {
  return <button onClick={onClose}>{runs.project}</button>
}
