/** Packages of two runs, as pip and conda write them. */
import { naturalCompare } from '../text/naturalCompare'

export interface PackageChange {
  name: string
  kind: 'added' | 'removed' | 'changed' | 'same'
  before: string | undefined
  after: string | undefined
}

/** `name==version`, `name @ address`, or a name alone; comments and options are no packages. */
export function parseRequirements(text: string): Map<string, string> {
  const packages = new Map<string, string>()
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line === '' || /^[#-]/.test(line)) continue
    const match = /^([\w.-]+(?:\[[^\]]*\])?)\s*(?:(?:==|@)\s*)?(.*)$/.exec(line)
    // Names count as the same whatever their case and separators (PEP 503).
    if (match) packages.set(match[1]!.toLowerCase().replace(/[-_.]+/g, '-'), match[2]!)
  }
  return packages
}

/** By name; what is the same in both comes along. */
export function compareRequirements(before: string, after: string): PackageChange[] {
  const old = parseRequirements(before)
  const fresh = parseRequirements(after)
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort(naturalCompare)
  return names.map((name) => {
    const [a, b] = [old.get(name), fresh.get(name)]
    const kind =
      a === undefined ? 'added' : b === undefined ? 'removed' : a === b ? 'same' : 'changed'
    return { name, kind, before: a, after: b }
  })
}
