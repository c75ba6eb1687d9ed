/** Where and how a run ran, from what its client sent. */
import type { RunDetail } from '../api/runs'
import { formatBytes } from '../format/number'

export interface Fact {
  label: string
  value: string
  /** Set for what people paste elsewhere. */
  copy?: boolean
  mono?: boolean
}

/** Metadata comes from the client's own file (wandb-metadata.json): any member may be missing. */
export function runFacts(detail: RunDetail): Fact[] {
  const metadata = detail.metadata ?? {}
  const text = (name: string) => asText(metadata[name])
  const git = record(metadata.git)
  const facts: (Fact | undefined)[] = [
    fact('Command', commandOf(metadata) ?? detail.program ?? undefined, { copy: true, mono: true }),
    fact('Git repository', asText(git.remote) ?? detail.repo ?? undefined, { copy: true }),
    fact('Git commit', asText(git.commit) ?? detail.commit ?? undefined, {
      copy: true,
      mono: true,
    }),
    fact('Host', text('host') ?? detail.host ?? undefined, { copy: true }),
    fact('User', text('username') ?? detail.run.user ?? undefined),
    fact('OS', text('os')),
    fact('Python', text('python')),
    fact('GPU', gpuOf(metadata)),
    fact('CUDA', text('cudaVersion')),
    fact('CPU', cpuOf(metadata)),
    fact('Memory', bytesOf(record(metadata.memory).total)),
    fact('SDK', detail.sdkVersion ? `wandb ${detail.sdkVersion}` : undefined),
    fact('Group', detail.run.group ?? undefined),
    fact('Job type', detail.run.jobType ?? undefined),
    fact('Run id', detail.run.name, { copy: true, mono: true }),
  ]
  return facts.filter((one) => one !== undefined)
}

function fact(
  label: string,
  value: string | undefined,
  how: Pick<Fact, 'copy' | 'mono'> = {},
): Fact | undefined {
  return value ? { label, value, ...how } : undefined
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
}

function commandOf(metadata: Record<string, unknown>): string | undefined {
  const program = asText(metadata.codePathLocal) ?? asText(metadata.program)
  if (!program) return undefined
  const args = Array.isArray(metadata.args) ? metadata.args.map(String) : []
  return ['python', program, ...args].join(' ')
}

function gpuOf(metadata: Record<string, unknown>): string | undefined {
  const name = asText(metadata.gpu)
  if (!name) return undefined
  const count = Number(metadata.gpu_count)
  return count > 1 ? `${count} × ${name}` : name
}

function cpuOf(metadata: Record<string, unknown>): string | undefined {
  const cores = Number(metadata.cpu_count)
  const logical = Number(metadata.cpu_count_logical)
  if (!cores) return undefined
  const unit = cores === 1 ? 'core' : 'cores'
  return logical && logical !== cores ? `${cores} ${unit}, ${logical} logical` : `${cores} ${unit}`
}

/** 64-bit integers arrive as text. */
function bytesOf(value: unknown): string | undefined {
  const bytes = Number(value)
  return bytes > 0 ? formatBytes(bytes) : undefined
}
