/** Addresses of this server's pages, for texts into which people paste them. */
export type PastedAddress =
  | {
      kind: 'run'
      entity: string
      project: string
      /** The SDK's run id. */
      run: string
      /** Of a panel over the whole page; null: the run as such. */
      panel: string | null
    }
  | {
      kind: 'workspace'
      entity: string
      project: string
      /** Slug of a saved view; null: the person's own. */
      view: string | null
      panel: string | null
    }

/** First names of addresses that are no entity's. */
const NO_ENTITIES = ['settings', 'signin', 'signup', 'invite', 'api', 'authorize']

/** Null unless the text is one such address and nothing else. */
export function readAddress(text: string, origin: string): PastedAddress | null {
  const trimmed = text.trim()
  if (/\s/.test(trimmed) || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  if (url.origin !== origin) return null
  const names = url.pathname.split('/').filter(Boolean).map(decoded)
  const [entity, project, part, run] = names
  if (!entity || !project || NO_ENTITIES.includes(entity)) return null
  const panel = url.searchParams.get('panel')
  if (part === undefined) {
    return { kind: 'workspace', entity, project, view: url.searchParams.get('nw'), panel }
  }
  if (part === 'runs' && run !== undefined && names.length === 4) {
    return { kind: 'run', entity, project, run, panel }
  }
  return null
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
