/** Which runs a report of W&B's names, for whoever looks them up; and what was found. */
import type { ReportState } from '../read'
import type { ProjectName, RunNames } from './runSets'
import { list, object, words } from './slate'

export interface NamedRuns {
  project: ProjectName
  names: string[]
}

/** Names of runs that are hidden or coloured, by their projects. Some may be none. */
export function runsNamedIn(spec: unknown, own: ProjectName): NamedRuns[] {
  const found = new Map<string, { project: ProjectName; names: Set<string> }>()
  for (const block of list(object(spec)['blocks']).map(object)) {
    const metadata = object(block['metadata'])
    const colored = Object.keys(object(metadata['customRunColors']))
    for (const runSet of list(metadata['runSets']).map(object)) {
      const named = object(runSet['project'])
      const project = {
        entity: words(named['entityName']) || own.entity,
        name: words(named['name']) || own.name,
      }
      const key = JSON.stringify(project)
      const entry = found.get(key) ?? { project, names: new Set<string>() }
      found.set(key, entry)
      const tree = list(object(runSet['selections'])['tree'])
      for (const one of tree) {
        const inner = typeof one === 'string' ? [one] : list(object(one)['children'])
        for (const name of inner) if (typeof name === 'string') entry.names.add(name)
      }
      for (const name of colored) entry.names.add(name)
    }
  }
  return [...found.values()].map(({ project, names }) => ({ project, names: [...names] }))
}

/** Numeric ids of runs that are hidden or coloured. */
export function runIdsIn({ runSets }: Pick<ReportState, 'runSets'>): number[] {
  const keys = runSets.flatMap(({ hidden, colors }) => [...hidden, ...colors.keys()])
  return [...new Set(keys)].flatMap((key) =>
    key.startsWith('run/') ? [Number(key.slice('run/'.length))] : [],
  )
}

export type FoundRun = readonly [entity: string, project: string, name: string, id: number]

export function runNames(found: readonly FoundRun[]): RunNames {
  const ids = new Map(
    found.map(([entity, project, name, id]) => [keyOf(entity, project, name), id]),
  )
  const names = new Map(found.map(([, , name, id]) => [id, name]))
  return {
    idOf: (project, name) => ids.get(keyOf(project.entity, project.name, name)),
    nameOf: (id) => names.get(id),
  }
}

const keyOf = (entity: string, project: string, name: string) =>
  JSON.stringify([entity, project, name])
