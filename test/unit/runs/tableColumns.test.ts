import { describe, expect, it } from 'vitest'
import type { RunColumn } from '@/lib/api/runQuery'
import { placeAt, shownColumns, tableColumns } from '@/lib/runs/tableColumns'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { RunSetDocument } from '@/lib/workspace/runSet'

const CATALOG: RunColumn[] = [
  { id: 'summary:loss', kind: 'number', count: 3 },
  { id: 'summary:lr', kind: 'number', count: 3 },
  { id: 'summary:_step', kind: 'number', count: 3 },
  { id: 'config:lr', kind: 'number', count: 3 },
  { id: 'config:layer10', kind: 'number', count: 3 },
  { id: 'config:layer9', kind: 'number', count: 3 },
]
const shown = (columns: ReturnType<typeof tableColumns>) => {
  const { pinned, rest } = shownColumns(columns)
  return [...pinned, ...rest].map((column) => column.id)
}

describe('the columns of a table of runs', () => {
  it('are fields, then config, then summary, in natural order; what W&B counts by is hidden', () => {
    expect(shown(tableColumns(CATALOG, []))).toEqual([
      'run:state',
      'run:notes',
      'run:tags',
      'run:user',
      'run:createdAt',
      'run:duration',
      'config:layer9',
      'config:layer10',
      'config:lr',
      'summary:loss',
      'summary:lr',
    ])
  })

  it('say their section where two have one name', () => {
    const hints = tableColumns(CATALOG, []).filter(({ hint }) => hint !== undefined)
    expect(hints.map(({ id, hint }) => [id, hint])).toEqual([
      ['config:lr', 'config'],
      ['summary:lr', 'summary'],
    ])
  })

  it('go where they are put, before, between and after others, again and again', () => {
    const access = new RunSetDocument(newWorkspaceDoc())
    const keys = () =>
      tableColumns(CATALOG, access.getState().columns).filter(({ section }) => section !== 'run')
    const move = (id: 'config:lr' | 'summary:loss' | 'config:layer10', to: number) => {
      const list = shownColumns(keys()).rest
      const place = placeAt(list, id, to)
      if (place) access.changeColumn(id, { place })
      return shownColumns(keys()).rest.map((column) => column.id)
    }
    const [first, ...others] = shownColumns(keys()).rest.map((column) => column.id)
    expect(first).toBe('config:layer9')
    expect(move('summary:loss', 0)[0]).toBe('summary:loss')
    expect(move('config:lr', 1)[1]).toBe('config:lr')
    expect(move('config:layer10', 1)[1]).toBe('config:layer10')
    expect(move('summary:loss', others.length + 1).at(-1)).toBe('summary:loss')
  })

  it('do not move to where they stand', () => {
    const list = tableColumns(CATALOG, [])
    expect(placeAt(list, list[2]!.id, 2)).toBeUndefined()
    expect(placeAt(list, list[2]!.id, 3)).toBeUndefined()
  })
})
