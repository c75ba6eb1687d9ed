import type { AddPanel } from '@/lib/api/reportPanels'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { RunSetState } from '@/lib/workspace/access'

type Wanted = AddPanel['runSet']

/** The runs of a workspace as its view has them. */
export function runSetOfView(entity: string, project: string, state: RunSetState): Wanted {
  const { search, conditions, sort, groupBy, hidden, colors } = state
  return {
    ...{ entity, project, search },
    conditions: conditions.map(({ filter, disabled }) => ({ filter, disabled })),
    sort: [...sort],
    groupBy: [...groupBy],
    hidden: [...hidden],
    colors: Object.fromEntries(colors),
  }
}

/** One run, by its id: it keeps that when it is renamed. */
export function runSetOfRun({ entity, project, name, displayName }: PanelRun): Wanted {
  const filter = { kind: 'in' as const, key: 'run:name' as const, values: [name] }
  return { entity, project, name: displayName.slice(0, 128), conditions: [{ filter }] }
}
