import { describe, expect, it } from 'vitest'
import { formatUnitTicks, formatUnitValue, unitOf } from '@/lib/metrics/units'

describe('units of system metrics', () => {
  it.each([
    ['system.cpu', '%'],
    [String.raw`system\.cpu`, '%'],
    ['memory_percent', '%'],
    ['proc.memory.percent', '%'],
    ['proc.memory.rssMB', 'MB'],
    ['proc.cpu.threads', ''],
    ['network.sent', 'B'],
    ['disk./.usagePercent', '%'],
    ['disk./.usageGB', 'GB'],
    ['disk.sda.in', 'MB'],
    ['gpu.0.gpu', '%'],
    ['gpu.process.1.memoryAllocated', '%'],
    ['gpu.0.memoryAllocatedBytes', 'B'],
    ['gpu.0.temp', '°C'],
    ['gpu.0.powerWatts', 'W'],
    ['gpu.0.smClock', 'MHz'],
    ['gpu.0.pcieLinkGen', ''],
  ])('%s is in %s', (key, unit) => expect(unitOf(key, 'events')).toBe(unit))

  it('are not guessed for what a script logs', () => {
    expect(unitOf('error_percent', 'history')).toBe('')
  })

  it('stand on axes and beside values', () => {
    expect(formatUnitTicks([0, 50, 100], '%')).toEqual(['0', '50%', '100%'])
    expect(formatUnitTicks([0, 2000, 4000], 'MB')).toEqual(['0', '2 GB', '4 GB'])
    expect(formatUnitTicks([0, 500], 'B')).toEqual(['0', '500 B'])
    expect(formatUnitTicks([40, 45], '°C')).toEqual(['40 °C', '45 °C'])
    expect(formatUnitValue(12.345678901, '%', false)).toBe('12.3457%')
    expect(formatUnitValue(12.345678901, '%', true)).toBe('12.345678901%')
    expect(formatUnitValue(NaN, 'GB', true)).toBe('NaN')
  })
})
