/** Panels that the server draws for visitors. */
import type { PanelDefaults } from '@/lib/panels/linePanel'
import type { PanelSpec } from '@/lib/panels/spec'
import { notFound } from '../http/errors'
import type { DrawnRunSet } from '../reports'
import type { PlannedPanel } from './reportPlan'

export interface Drawing {
  width: number
  height: number
  theme: 'light' | 'dark'
}

/** Whoever draws a panel as a picture. */
export interface Figures {
  draw(
    panel: Drawing & {
      spec: PanelSpec
      defaults: PanelDefaults
      runSets: readonly DrawnRunSet[]
    },
  ): Promise<{ svg: string } | { empty: string }>
}

export class PanelFigures {
  constructor(private readonly figures: Figures) {}

  /** @throws HttpError 404 where there is nothing to draw */
  async svg(
    { panel, defaults, runSets, problem }: PlannedPanel,
    drawing: Drawing,
  ): Promise<string> {
    if (problem) throw notFound('The picture')
    const drawn = await this.figures.draw({ spec: panel.spec, defaults, runSets, ...drawing })
    if (!('svg' in drawn)) throw notFound('The picture')
    return drawn.svg
  }
}
