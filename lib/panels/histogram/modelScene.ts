import type { PaletteTheme } from '../../palette/runColors'
import type { HistogramPanelSpec } from '../otherPanels'
import type { HistogramModel } from './histogramModel'
import { barsScene, heatScene, type HistogramScene, type SceneSize } from './histogramScene'

export function sceneOf(
  { valueAxis }: HistogramPanelSpec,
  model: HistogramModel,
  theme: PaletteTheme,
  size: SceneSize,
): HistogramScene {
  return model.kind === 'bars'
    ? barsScene(model.shown, valueAxis, model.title, size)
    : heatScene(model.histograms, valueAxis, model.title, theme, size)
}
