/** Reports to begin with: headings that ask the right questions, and grids for the answers. */
import { defaultLinePanel } from '../panels/linePanel'
import { emptyPanel, type PanelSpec, type PanelType } from '../panels/spec'
import { newPanelId } from '../workspace/panelChanges'
import { newGridId } from './gridChanges'
import type { ReportTemplate } from './limits'
import { parseMarkdown } from './markdown/parse'
import { doc, type ReportNode } from './nodes'
import { newRunSetId } from './runSetChanges'
import type { ReportSeed } from './seed'

/** A grid: the names of its run sets, and its panels. */
interface Slot {
  runSets: readonly string[]
  panels: readonly (PanelType | { key: string } | { system: string })[]
  columns?: number
}
interface Template {
  title: string
  /** The names of run sets, to be filled with what they shall hold. */
  runSets: readonly string[]
  parts: readonly (string | Slot)[]
}

const TEMPLATES: Record<ReportTemplate, Template> = {
  trainingSummary: {
    title: 'Training summary',
    runSets: ['Runs'],
    parts: [
      '## Result\n\nWhat came out, in two sentences.\n\n## Curves',
      { runSets: ['Runs'], panels: [{ key: 'loss' }, { key: 'val_loss' }], columns: 2 },
      '## Setup\n\n- Model:\n- Data:\n- Optimiser and schedule:\n\n## Resources',
      { runSets: ['Runs'], panels: [{ system: 'gpu.0.gpu' }, { system: 'cpu' }], columns: 2 },
      '## Next\n\n- [ ] …',
    ],
  },
  ablation: {
    title: 'Ablation',
    runSets: ['Baseline', 'Variants'],
    parts: [
      '## Question\n\nWhat is taken away or changed, and what is expected to happen.\n\n## Comparison',
      { runSets: ['Baseline', 'Variants'], panels: [{ key: 'val_loss' }, 'bar'], columns: 2 },
      '## What matters',
      { runSets: ['Baseline', 'Variants'], panels: ['importance', 'parallel'], columns: 2 },
      '| Change | Effect | Seeds |\n| --- | --- | --- |\n|  |  |  |\n\n## Conclusion',
    ],
  },
  weekly: {
    title: 'Weekly report',
    runSets: ['This week', 'Best so far'],
    parts: [
      '## Highlights\n\n- …\n\n## Progress',
      {
        runSets: ['This week', 'Best so far'],
        panels: [{ key: 'val_loss' }, 'scalar'],
        columns: 2,
      },
      '## Problems\n\n- …\n\n## Plan for next week\n\n- [ ] …',
    ],
  },
  incident: {
    title: 'Incident',
    runSets: ['Affected runs', 'Healthy runs'],
    parts: [
      '> [!WARNING]\n> What happened, since when, and who is affected.\n\n## What was seen',
      { runSets: ['Affected runs', 'Healthy runs'], panels: [{ key: 'loss' }, 'runComparer'] },
      '## Timeline\n\n| When | What |\n| --- | --- |\n|  |  |\n\n## Cause\n\n## What was done\n\n- [ ] …\n\n## So that it does not happen again\n\n- [ ] …',
    ],
  },
}

/** With ids of its own, each time. */
export function templateSeed(name: ReportTemplate, title?: string): ReportSeed {
  const template = TEMPLATES[name]
  const ids = new Map(template.runSets.map((runSet) => [runSet, newRunSetId()]))
  const grids: NonNullable<ReportSeed['grids']>[number][] = []
  const nodes = template.parts.flatMap((part): ReportNode[] => {
    if (typeof part === 'string') return parseMarkdown(part).content ?? []
    const { runSets, columns, panels } = part
    const id = newGridId()
    const over = runSets.flatMap((runSet) => ids.get(runSet) ?? [])
    grids.push({ id, columns, runSets: over, panels: panels.map(panelOf) })
    return [{ type: 'panelGrid', attrs: { gridId: id } }]
  })
  return {
    title: title ?? template.title,
    content: doc(nodes),
    runSets: [...ids].map(([runSet, id]) => ({ id, name: runSet })),
    grids,
  }
}

function panelOf(wanted: Slot['panels'][number]): PanelSpec {
  if (typeof wanted === 'string') return emptyPanel(wanted, newPanelId())
  const line =
    'key' in wanted
      ? defaultLinePanel(wanted.key, 'history')
      : defaultLinePanel(wanted.system, 'events')
  return { ...line, id: newPanelId() }
}
