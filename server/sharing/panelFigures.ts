/** Panels that the server draws for visitors, and keeps for a while: many look at the same picture. */
import type { Figures } from '../figures'
import { notFound } from '../http/errors'
import type { PlannedPanel } from './reportPlan'

export interface Drawing {
  width: number
  height: number
  theme: 'light' | 'dark'
}

const KEPT_MS = 2000
const MOST_KEPT = 200

export class PanelFigures {
  private readonly kept = new Map<string, { at: number; svg: Promise<string> }>()

  constructor(private readonly figures: Figures) {}

  /** An SVG, in words where there is nothing to draw. @throws HttpError 404 without runs to show */
  async svg(
    { panel, defaults, runSets, problem }: PlannedPanel,
    drawing: Drawing,
  ): Promise<string> {
    if (problem) throw notFound('The picture')
    const runs = runSets.map((set) => [set.projectId, set.query, set.runs])
    const key = JSON.stringify([panel.spec, defaults, runs, drawing])
    const now = Date.now()
    const found = this.kept.get(key)
    if (found && now - found.at < KEPT_MS) return found.svg
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    const wanted = { spec: panel.spec, defaults, runSets, title: false, ...drawing }
    const entry = { at: now, svg: this.figures.picture(wanted) }
    this.kept.set(key, entry)
    entry.svg.catch(() => this.kept.get(key) === entry && this.kept.delete(key))
    return entry.svg
  }
}
