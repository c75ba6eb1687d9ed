import { formatDuration, formatExactTime } from '@/lib/format/time'
import { displayKey, RUNTIME_KEY, STEP_KEY, TIMESTAMP_KEY } from '@/lib/metrics/keys'
import { formatExact } from '@/lib/metrics/numbers'

/** The same without the axis's name, for the cells under it: "1,200", "1,200 to 1,263". */
export function readBareX(key: string, low: number, high: number): string {
  if (key === RUNTIME_KEY || key === TIMESTAMP_KEY) return readX(key, low, high)
  return low === high ? formatExact(low) : `${formatExact(low)} to ${formatExact(high)}`
}

/** "Step 1,200", "Steps 1,200 to 1,263", "12 min 4 s", "4 Mar 2026, 14:02:09", "epoch 3". */
export function readX(key: string, low: number, high: number): string {
  const range = (format: (value: number) => string) =>
    low === high ? format(low) : `${format(low)} to ${format(high)}`
  if (key === STEP_KEY) return `${low === high ? 'Step' : 'Steps'} ${range(formatExact)}`
  if (key === RUNTIME_KEY) return range(formatDuration)
  if (key === TIMESTAMP_KEY) return range((value) => formatExactTime(value * 1000))
  return `${displayKey(key)} ${range(formatExact)}`
}
