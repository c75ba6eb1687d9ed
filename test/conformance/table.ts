/** What passed, failed and was skipped, a line a file, and why. */
import fs from 'node:fs/promises'

export interface Outcome {
  test: string
  outcome: 'passed' | 'failed' | 'skipped'
  reason: string
}

/** Failures that are not Runroom's, and why. */
export interface KnownFailure {
  why: string
  /** Names, or beginnings of names with a `*` at the end. */
  tests: string[]
  /** Part of what such a failure says, so that no other one hides behind the explanation. */
  says: string
  /** The one release of the SDK it is about. */
  sdk?: string
}

export async function readOutcomes(file: string): Promise<Outcome[]> {
  const text = await fs.readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Outcome)
}

/** Prints the table; true when every failure is explained. */
export function printTable(outcomes: readonly Outcome[], known: readonly KnownFailure[]): boolean {
  if (outcomes.length === 0) {
    console.error('No test was run.')
    return false
  }
  const files = new Map<string, Outcome[]>()
  for (const outcome of outcomes) {
    const file = outcome.test.split('::')[0]!.replace('tests/system_tests/', '')
    files.set(file, [...(files.get(file) ?? []), outcome])
  }
  const count = (of: Outcome[], kind: Outcome['outcome']) =>
    of.filter((outcome) => outcome.outcome === kind).length
  const line = (name: string, ...cells: (string | number)[]) =>
    console.log(name.padEnd(52) + cells.map((cell) => `${cell}`.padStart(8)).join(''))
  line('file', 'passed', 'failed', 'skipped')
  for (const [file, tests] of [...files].sort(([a], [b]) => a.localeCompare(b))) {
    line(file, count(tests, 'passed'), count(tests, 'failed'), count(tests, 'skipped'))
  }
  const all = [...outcomes]
  line('all', count(all, 'passed'), count(all, 'failed'), count(all, 'skipped'))

  let unexplained = 0
  for (const { test, outcome, reason } of outcomes) {
    if (outcome === 'passed') continue
    const name = test.replace('tests/system_tests/', '')
    const why = outcome === 'failed' ? explanation(name, reason, known) : reason
    if (why === undefined) unexplained++
    console.log(`\n${outcome} ${name}\n  ${why ?? `UNEXPLAINED\n${indented(reason)}`}`)
  }
  if (unexplained > 0) console.log(`\n${unexplained} failures without an explanation`)
  return unexplained === 0
}

export function explanation(
  test: string,
  said: string,
  known: readonly KnownFailure[],
): string | undefined {
  const named = (pattern: string) =>
    pattern.endsWith('*') ? test.startsWith(pattern.slice(0, -1)) : test === pattern
  return known.find(({ tests, says }) => tests.some(named) && said.includes(says))?.why
}

function indented(text: string): string {
  const lines = text.trimEnd().split('\n')
  return lines
    .slice(-25)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n')
}
