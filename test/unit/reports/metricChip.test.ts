import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CHIP_PICKS,
  chipInWords,
  chipKey,
  type ChipRun,
  chipsOf,
  chipsWrittenOut,
  type ChipValue,
  chipValue,
  type MetricChip,
  readChip,
} from '@/lib/reports/metricChip'
import { doc, type ReportNode, text } from '@/lib/reports/nodes'
import { readReport } from '@/lib/reports/read'
import { seedReport } from '@/lib/reports/seed'
import { toMarkdown } from '@/lib/reports/toMarkdown'

const run = (id: number, value: number): ChipRun => ({
  id,
  displayName: `run ${id}`,
  number: id,
  value,
})
const chip: MetricChip = { runSetId: 'runs/1', column: 'summary:val/acc', pick: 'max' }

describe('a number in prose', () => {
  it('is of one run, or over all that have it', () => {
    const runs = [run(1, 0.5), run(2, 0.931), run(3, NaN), run(4, 0.7)]
    const texts = CHIP_PICKS.map((pick) => chipValue({ pick }, runs).text)
    expect(texts).toEqual(['0.931', '0.5', '0.7103', '0.7', '0.7', '3'])
    expect(chipValue(chip, runs).run?.displayName).toBe('run 2')
    expect(chipValue({ pick: 'last' }, runs).run?.id).toBe(4)
    expect(chipValue({ pick: 'mean' }, runs).run).toBeUndefined()
  })

  it('is a dash where no run has it, and never one of none', () => {
    for (const pick of CHIP_PICKS) {
      const value = chipValue({ pick }, [run(1, NaN), run(2, Infinity)])
      expect(value.text).toBe(pick === 'count' ? '0' : '–')
    }
  })

  it('of several runs lies between the smallest and the greatest', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 })
    fc.assert(
      fc.property(values, (numbers) => {
        const runs = numbers.map((value, i) => run(i, value))
        const [max, min, mean, median, last] = CHIP_PICKS.map(
          (pick) => chipValue({ pick }, runs).value!,
        )
        const slack = Math.abs(max!) * 1e-9
        for (const value of [mean!, median!, last!]) {
          expect(value).toBeGreaterThanOrEqual(min! - slack)
          expect(value).toBeLessThanOrEqual(max! + slack)
        }
      }),
    )
  })

  it('says what it means, and in Markdown its value', () => {
    expect(chipInWords(chip, 'Baseline', chipValue(chip, [run(1, 2)]))).toBe(
      'Greatest val/acc of 1 run in Baseline',
    )
    const node: ReportNode = { type: 'metricChip', attrs: { ...chip } }
    const content = doc([{ type: 'paragraph', content: [text('We got '), node, text('.')] }])
    const report = readReport(
      seedReport({ content, runSets: [{ id: 'runs/1', name: 'Baseline' }] }),
    )
    const written = (values: ReadonlyMap<string, ChipValue>) =>
      toMarkdown({
        ...report,
        content: chipsWrittenOut(report.content, values, () => 'Baseline'),
      })
    expect(chipsOf(report.content)).toEqual([chip])
    expect(written(new Map())).toBe('We got _Greatest val/acc of the runs in Baseline_.\n')
    const values = new Map([[chipKey(chip), chipValue(chip, [run(1, 0.931)])]])
    expect(written(values)).toBe('We got 0.931.\n')
    expect(readChip({ runSetId: 'runs/1', column: 'nonsense', pick: 'max' })).toBeUndefined()
  })
})
