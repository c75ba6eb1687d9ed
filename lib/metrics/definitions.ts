/**
 * What a script says of its metrics with `define_metric`. The SDK keeps it in the run's config as
 * `_wandb.value.m`: protobuf messages whose fields are numbers, in any order, that point at each
 * other by position.
 */
import type { MetricDefinition } from './definitionSchema'
import { displayKey, escapeKeySegment } from './keys'
import { SUMMARIES } from './summaries'

export type { MetricDefinition } from './definitionSchema'

const FIELD = { name: '1', glob: '2', stepName: '4', stepIndex: '5', options: '6', summary: '7' }
const OPTION_HIDDEN = 2

/** More of them say nothing that a page could show. */
const MOST_DEFINITIONS = 2000

/** Reads `m`; entries that cannot be read are left out. Sorted, since the SDK's order is random. */
export function parseDefinitions(m: unknown): MetricDefinition[] {
  if (!Array.isArray(m)) return []
  const definitions: MetricDefinition[] = []
  for (const entry of m.slice(0, MOST_DEFINITIONS) as unknown[]) {
    const definition = parseEntry(record(entry), m)
    if (definition) definitions.push(definition)
  }
  return definitions.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

function parseEntry(entry: Fields, all: readonly unknown[]): MetricDefinition | undefined {
  const name = entry[FIELD.name]
  const glob = entry[FIELD.glob]
  let definition: MetricDefinition
  if (isName(name)) definition = { name: keyOfName(name) }
  else if (isName(glob)) definition = { name: glob.replace(/\*$/, ''), glob: true }
  else return undefined
  const position = entry[FIELD.stepIndex]
  const pointed = typeof position === 'number' ? record(all[position - 1])[FIELD.name] : undefined
  const step = pointed ?? entry[FIELD.stepName]
  if (isName(step)) definition.step = keyOfName(step)
  if (numbers(entry[FIELD.options]).includes(OPTION_HIDDEN)) definition.hidden = true
  const summary = SUMMARIES.filter((_, i) => numbers(entry[FIELD.summary]).includes(i + 1))
  if (summary.length > 0) definition.summary = summary
  return definition
}

/** The SDK separates by dots and escapes only dots; a key escapes backslashes too. */
export function keyOfName(name: string): string {
  const segments = name.split(/(?<!\\)\./)
  return segments.map((text) => escapeKeySegment(text.replaceAll('\\.', '.'))).join('.')
}

/** The definitions of one run, ready to be asked. */
export class MetricDefinitions {
  private readonly exact = new Map<string, MetricDefinition>()
  /** The longest first: it says most about a key. The SDK takes any that matches. */
  private readonly globs: MetricDefinition[]
  private readonly steps = new Set<string>()

  constructor(list: readonly MetricDefinition[]) {
    for (const definition of list) {
      if (!definition.glob) this.exact.set(definition.name, definition)
      if (definition.step !== undefined) this.steps.add(definition.step)
    }
    this.globs = list.filter(({ glob }) => glob)
    this.globs.sort((a, b) => b.name.length - a.name.length)
  }

  /** Whether any key is drawn against another. */
  get hasSteps(): boolean {
    return this.steps.size > 0
  }

  /** What is said of a key: by its name, else by a glob, as the SDK matches it. */
  of(key: string): MetricDefinition | undefined {
    const shown = displayKey(key)
    const named = this.exact.get(key) ?? this.exact.get(shown)
    if (named) return named
    if (shown.startsWith('_')) return undefined
    return this.globs.find(({ name }) => shown.startsWith(name) || key.startsWith(name))
  }

  /** The key to draw this one against; undefined when nothing is said. */
  stepOf(key: string): string | undefined {
    const step = this.of(key)?.step
    return step === key ? undefined : step
  }

  /** Whether the key gets no panel by itself: it is hidden, or is there to count others. */
  isHidden(key: string): boolean {
    return this.steps.has(key) || this.of(key)?.hidden === true
  }
}

const interned = new Map<string, MetricDefinitions>()
const MOST_INTERNED = 500

/** The same object for equal lists, so that runs of one script are seen to agree. */
export function internDefinitions(list: readonly MetricDefinition[]): MetricDefinitions {
  const text = JSON.stringify(list)
  let known = interned.get(text)
  if (!known) {
    if (interned.size >= MOST_INTERNED) interned.clear()
    interned.set(text, (known = new MetricDefinitions(list)))
  }
  return known
}

type Fields = Record<string, unknown>

function record(value: unknown): Fields {
  return value !== null && typeof value === 'object' ? (value as Fields) : {}
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function numbers(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
