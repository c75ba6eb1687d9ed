/** What the scripts' definitions of metrics mean for panels that several runs share. */
import type { MetricDefinitions } from '../metrics/definitions'
import { displayKey, STEP_KEY } from '../metrics/keys'

export interface DefinedAxis {
  x: string
  /** Why it is this one, when not all runs say the same. */
  note?: string
  /** Whether runs contradict each other. */
  disputed: boolean
}

/**
 * The x axis that runs define for a panel's keys. Runs that say nothing have no vote; where others
 * contradict each other it is the step, the one axis that all of them have.
 */
export function definedAxis(
  keys: readonly string[],
  runs: readonly { definitions: MetricDefinitions }[],
): DefinedAxis | undefined {
  const votes = new Map<string, number>()
  for (const { definitions } of runs) {
    const steps = new Set(keys.map((key) => definitions.stepOf(key)))
    for (const step of steps) if (step !== undefined) votes.set(step, (votes.get(step) ?? 0) + 1)
  }
  const [first] = votes
  if (!first) return undefined
  if (votes.size > 1) {
    const said = [...votes].map(([step, count]) => `${displayKey(step)} (${count})`).join(', ')
    const note = `Runs define different x axes, ${said}; Step is the one that all of them have.`
    return { x: STEP_KEY, note, disputed: true }
  }
  const [x, count] = first
  if (count === runs.length) return { x, disputed: false }
  const name = displayKey(x)
  const note = `${count} of ${runs.length} runs define ${name} as the x axis; a run that does not log it has no line here.`
  return { x, note, disputed: false }
}

/** Keys that some run hides and no run that defines them shows. */
export function hiddenKeys(
  keys: readonly string[],
  definitions: ReadonlySet<MetricDefinitions>,
): ReadonlySet<string> {
  const hidden = keys.filter((key) => {
    let some = false
    for (const one of definitions) {
      if (one.isHidden(key)) some = true
      else if (one.of(key)) return false
    }
    return some
  })
  return new Set(hidden)
}
