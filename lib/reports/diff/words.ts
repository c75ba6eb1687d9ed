/** Settings as people call them. */
import type { Filter } from '../../filters/ast'
import { printFilter } from '../../filters/language/print'
import { titleOf, type PanelSpec } from '../../panels/spec'

const MAX_VALUE = 200

export const panelName = (spec: PanelSpec): string => titleOf(spec)
export const filterText = (filter: Filter): string => printFilter(filter, [])

/** `settings.xAxis.log` → `X axis › Log`. Ids behind filters say nothing to people. */
export function fieldLabel(path: string): string {
  const [first = '', ...rest] = path.split('.')
  if (first === 'filter') return 'Filter'
  if (first === 'hidden') return `Hidden: ${rest.join('.')}`
  if (first === 'color') return `Colour of ${rest.join('.')}`
  const names = first === 'settings' ? rest : [first, ...rest]
  return names.map(inWords).join(' › ')
}

export function fieldValue(value: unknown): string {
  if (value === true) return 'on'
  if (value === false) return 'off'
  const said =
    typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? value.join(', ')
        : JSON.stringify(value)
  return said.length <= MAX_VALUE ? said : `${said.slice(0, MAX_VALUE - 1).toWellFormed()}…`
}

function inWords(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
