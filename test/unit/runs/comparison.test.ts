import { describe, expect, it } from 'vitest'
import { comparisonRows, type ComparedKey } from '@/lib/runs/comparison'

const key = (
  path: string,
  cells: (string | undefined)[],
  section: ComparedKey['section'] = 'config',
) => ({
  section,
  path,
  cells,
})
const KEYS = [
  key('val/loss', ['0.1', '0.2'], 'summary'),
  key('val/acc', ['0.9', '0.9'], 'summary'),
  key('optimizer.name', ['adam', 'sgd']),
  key('optimizer.lr', ['0.1', '0.1']),
  key('epochs', ['10', undefined]),
  key('data\\.path', ['/a', '/a']),
]
const VIEW = { onlyDifferences: false, search: '', closed: new Set<string>() }
const shown = (view: Partial<typeof VIEW>) =>
  comparisonRows(KEYS, { ...VIEW, ...view }).map((row) =>
    row.kind === 'section'
      ? `# ${row.section} ${row.count}`
      : row.kind === 'group'
        ? `${row.open ? '-' : '+'} ${row.label} ${row.count}`
        : `${row.nested ? '  ' : ''}${row.label}${row.differs ? ' *' : ''}`,
  )

describe('comparisonRows', () => {
  it('stand in sections and groups, in natural order', () => {
    expect(shown({})).toEqual([
      ...['# config 4', 'data.path', 'epochs *', '- optimizer 2', '  lr', '  name *'],
      ...['# summary 2', '- val 2', '  acc', '  loss *'],
    ])
  })

  it('show only what differs, where no value is another value', () => {
    expect(shown({ onlyDifferences: true })).toEqual([
      ...['# config 2', 'epochs *', 'optimizer.name *', '# summary 1', 'val/loss *'],
    ])
  })

  it('close by section and group', () => {
    expect(shown({ closed: new Set(['summary', 'config/optimizer']) })).toEqual([
      ...['# config 4', 'data.path', 'epochs *', '+ optimizer 2', '# summary 2'],
    ])
  })

  it('are found by name or value, also in what is closed', () => {
    expect(shown({ search: 'SGD', closed: new Set(['config']) })).toEqual([
      ...['# config 1', 'optimizer.name *'],
    ])
    expect(shown({ search: 'data.p' })).toEqual(['# config 1', 'data.path'])
  })
})
