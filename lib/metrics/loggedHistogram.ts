/** Histograms as scripts log them: `{"_type": "histogram", "values": [n], "bins": [n + 1]}`. */
import { z } from 'zod'

const finite = z.number().refine(Number.isFinite)
const schema = z
  .object({
    _type: z.literal('histogram'),
    values: z.array(finite).min(1).max(10_000),
    bins: z.array(finite).min(2).max(10_001),
  })
  .refine(({ values, bins }) => bins.length === values.length + 1)
  .refine(({ bins }) => bins.every((edge, i) => i === 0 || edge >= bins[i - 1]!))

const packedSchema = z.object({
  _type: z.literal('histogram'),
  values: z.array(finite).min(1).max(10_000),
  packedBins: z.object({ min: finite, size: finite, count: z.number() }),
})

export interface LoggedHistogram {
  edges: number[]
  counts: number[]
}

/** Undefined for what is no histogram, or none that can be drawn. */
export function readHistogram(value: unknown): LoggedHistogram | undefined {
  const plain = schema.safeParse(value)
  if (plain.success) return { edges: plain.data.bins, counts: plain.data.values }
  const packed = packedSchema.safeParse(value)
  if (!packed.success) return undefined
  const { values, packedBins } = packed.data
  const edges = Array.from(
    { length: values.length + 1 },
    (_, i) => packedBins.min + i * packedBins.size,
  )
  return { edges, counts: values }
}
