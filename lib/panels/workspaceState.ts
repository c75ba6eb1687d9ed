/** How one person has arranged a project's workspace; kept by their browser. */
import { z } from 'zod'
import { runStateSchema } from '../api/runs'
import { RUN_SORTS } from '../runs/order'
import { type LinePanelSpec, linePanelSpecSchema, panelSettingsSchema } from './linePanel'

export const PANEL_SIZES = ['small', 'medium', 'large'] as const
export type PanelSize = (typeof PANEL_SIZES)[number]

export const LIST_WIDTH = { min: 180, initial: 260, max: 560 }

function readablePanels(stored: Record<string, unknown>): Record<string, LinePanelSpec> {
  const panels: Record<string, LinePanelSpec> = {}
  for (const [id, value] of Object.entries(stored)) {
    const parsed = linePanelSpecSchema.safeParse(value)
    if (parsed.success) panels[id] = parsed.data
  }
  return panels
}

/** A part that cannot be read falls back to its default; the rest stays. */
export const workspaceStateSchema = z.object({
  /** Numeric ids of runs that are not drawn. New runs are. */
  hidden: z.array(z.number()).catch([]),
  sort: z.enum(RUN_SORTS).catch('newest'),
  /** Only runs in these states are listed; all when empty. */
  states: z.array(runStateSchema).catch([]),
  defaults: panelSettingsSchema.partial().catch({}),
  /** Panels that were changed, by id. */
  panels: z.record(z.string(), z.unknown()).catch({}).transform(readablePanels),
  /** Ids of sections that are not as they are at first: system closed, the others open. */
  toggledSections: z.array(z.string()).catch([]),
  /** Whether metrics that scripts hide have panels too. */
  showHidden: z.boolean().catch(false),
  size: z.enum(PANEL_SIZES).catch('medium'),
  listWidth: z.number().min(LIST_WIDTH.min).max(LIST_WIDTH.max).catch(LIST_WIDTH.initial),
  listOpen: z.boolean().catch(true),
})
export type WorkspaceState = z.infer<typeof workspaceStateSchema>

export const INITIAL_WORKSPACE: WorkspaceState = workspaceStateSchema.parse({})
