import type { PanelDefaults } from '../panels/linePanel'
import type { PanelSpec } from '../panels/spec'

/** The panel as it looks where it stands, with what it inherits there said by itself. */
export function resolvedPanel(spec: PanelSpec, defaults: PanelDefaults): PanelSpec {
  if (spec.type !== 'line') return spec
  return { ...spec, settings: { ...defaults, ...spec.settings } }
}
