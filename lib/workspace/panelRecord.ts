/** Specs of panels as records: the same fields, each mergeable by itself. */
import { defaultLinePanel, type LinePanelSpec, type PanelDefaults } from '../panels/linePanel'
import { emptyPanel, type PanelSpec, panelSpecSchema, type PanelType } from '../panels/spec'
import type { Stream } from '../metrics/seriesQuery'
import type { Leaf, Tree } from './records'

/** Fields whose parts mean something only together; half of one and half of another is neither. */
const WHOLE: readonly string[] = ['source', 'settings.smoothing', 'smoothing']

type Fields = Record<string, Leaf | undefined>

const isTree = (value: unknown): value is Tree =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function mapWhole(fields: Tree, change: (value: Leaf) => Leaf, path = ''): Fields {
  const mapped: Fields = {}
  for (const [name, value] of Object.entries(fields)) {
    const at = path + name
    if (value === undefined) continue
    if (WHOLE.includes(at)) mapped[name] = change(value)
    else mapped[name] = isTree(value) ? mapWhole(value, change, `${at}.`) : value
  }
  return mapped
}

/** Settings or a spec as a record's fields. The id is the record's, not a field. */
export function toTree(value: PanelSpec | PanelDefaults): Tree {
  const fields = JSON.parse(JSON.stringify(value)) as Fields
  delete fields['id']
  return mapWhole(fields, (whole) => (isTree(whole) ? [whole] : whole))
}

/** The fields back as they were written; they still may be anything. */
export function fromTree(tree: Tree): Fields {
  return mapWhole(tree, (whole) => (Array.isArray(whole) ? ((whole[0] ?? null) as Leaf) : whole))
}

/** What a panel is where nobody has said anything else. */
export function basePanel(id: string, type: PanelType | undefined): PanelSpec {
  return type === undefined ? autoPanel(id) : emptyPanel(type, id)
}

/** `history/loss`: the panel that the key `loss` gets by itself. */
export function autoPanel(id: string): LinePanelSpec {
  const slash = id.indexOf('/')
  const stream: Stream = id.startsWith('events/') ? 'events' : 'history'
  return defaultLinePanel(id.slice(slash + 1), stream)
}

/** The base with what the record says. Fields that cannot be read stay as in the base. */
export function readSpec(base: PanelSpec, tree: Tree): PanelSpec {
  let fields = { ...fromTree(tree), type: base.type }
  for (let tries = 0; tries < 3; tries++) {
    const parsed = panelSpecSchema.safeParse({ ...base, ...fields, id: base.id })
    if (parsed.success) return parsed.data
    const bad = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
    const good = Object.entries(fields).filter(([name]) => !bad.has(name))
    fields = { ...Object.fromEntries(good), type: base.type }
  }
  return base
}

/** Without the type, which never changes: two panels of one id are of one type. */
export function untyped(tree: Tree): Tree {
  const rest = { ...tree }
  delete rest['type']
  return rest
}
