/** How a file is shown, by its name. What a name promises may turn out to be binary all the same. */

export type FileKind =
  | 'image'
  | 'svg'
  | 'video'
  | 'audio'
  | 'json'
  | 'table'
  | 'diff'
  | 'requirements'
  | 'html'
  | 'code'
  | 'text'

const KINDS: [FileKind, RegExp][] = [
  ['requirements', /(^|\/)requirements[^/]*\.txt$/i],
  ['svg', /\.svg$/i],
  ['image', /\.(png|jpe?g|gif|webp|bmp)$/i],
  ['video', /\.(mp4|webm)$/i],
  ['audio', /\.(wav|mp3|ogg)$/i],
  ['json', /\.json$/i],
  ['table', /\.(csv|tsv)$/i],
  ['diff', /\.(patch|diff)$/i],
  ['html', /\.html?$/i],
]

const LANGUAGES: Record<string, string> = {
  py: 'python',
  pyi: 'python',
  ipynb: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'ini',
  ini: 'ini',
  cfg: 'ini',
  sh: 'bash',
  bash: 'bash',
  js: 'javascript',
  mjs: 'javascript',
  ts: 'typescript',
  tsx: 'typescript',
  c: 'cpp',
  h: 'cpp',
  cc: 'cpp',
  cpp: 'cpp',
  cu: 'cpp',
  rs: 'rust',
  go: 'go',
  java: 'java',
  r: 'r',
  jl: 'julia',
  lua: 'lua',
  md: 'markdown',
  sql: 'sql',
  xml: 'xml',
  css: 'css',
}

export function fileKind(name: string): FileKind {
  const known = KINDS.find(([, pattern]) => pattern.test(name))
  if (known) return known[0]
  return languageOf(name) ? 'code' : 'text'
}

/** The name under which syntax highlighting knows the file's language. */
export function languageOf(name: string): string | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase()
  if (base === 'dockerfile') return 'dockerfile'
  if (base === 'makefile') return 'makefile'
  const dot = base.lastIndexOf('.')
  return dot > 0 && Object.hasOwn(LANGUAGES, base.slice(dot + 1))
    ? LANGUAGES[base.slice(dot + 1)]
    : undefined
}

/** Reads UTF-8, of which the end may be cut off; undefined for what is no text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}
