import type { RunSetAccess, RunSetState } from '@/lib/workspace/access'

/** A run set that is frozen: which runs it has was decided then; how they look still can be changed. */
export class FrozenAccess implements RunSetAccess {
  readonly fixed = true
  private kept: { of: RunSetState; state: RunSetState } | undefined

  constructor(private readonly access: RunSetAccess) {}

  get readOnly(): boolean {
    return this.access.readOnly
  }

  getState = (): RunSetState => {
    const of = this.access.getState()
    if (this.kept?.of !== of) this.kept = { of, state: { ...of, conditions: [], search: '' } }
    return this.kept.state
  }

  subscribe = (listener: () => void): (() => void) => this.access.subscribe(listener)

  putCondition(): void {}
  removeCondition(): void {}
  setFilter(): void {}
  setSearch(): void {}

  setSort: RunSetAccess['setSort'] = (sort) => this.access.setSort(sort)
  setGroupBy: RunSetAccess['setGroupBy'] = (columns) => this.access.setGroupBy(columns)
  changeColumn: RunSetAccess['changeColumn'] = (id, change) => this.access.changeColumn(id, change)
  changeColumns: RunSetAccess['changeColumns'] = (ids, change) =>
    this.access.changeColumns(ids, change)
  setHidden: RunSetAccess['setHidden'] = (keys, hidden) => this.access.setHidden(keys, hidden)
  setColor: RunSetAccess['setColor'] = (key, color) => this.access.setColor(key, color)
}
