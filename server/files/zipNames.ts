/**
 * Names in a zip that every system can unpack side by side: relative, without what Windows takes for
 * something else, and different even where case does not count.
 */

const UNSAFE = /[\u0000-\u001f\u007f\\:*?"<>|]/g

/** One name for each, in the same order. */
export function zipNames(names: readonly string[]): string[] {
  const cleaned = names.map(clean)
  const folders = new Set(cleaned.flatMap(foldersOf).map(fold))
  const taken = new Set<string>()
  return cleaned.map((name) => {
    let free = name
    // A file must not stand where another name has a folder.
    for (let n = 2; taken.has(fold(free)) || folders.has(fold(free)); n++) free = numbered(name, n)
    taken.add(fold(free))
    return free
  })
}

function clean(name: string): string {
  const segments = name.toWellFormed().replace(UNSAFE, '_').split('/')
  // Windows drops dots and spaces at the end of a name.
  const safe = segments.map((text) => text.replace(/[. ]+$/, (end) => '_'.repeat(end.length)))
  return safe.filter((text) => text !== '').join('/') || '_'
}

function foldersOf(name: string): string[] {
  const folders: string[] = []
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    folders.push(name.slice(0, at))
  }
  return folders
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/** `a/b.txt` as `a/b (2).txt`. */
function numbered(name: string, n: number): string {
  const start = name.lastIndexOf('/') + 1
  const dot = name.lastIndexOf('.')
  const end = dot > start ? dot : name.length
  return `${name.slice(0, end)} (${n})${name.slice(end)}`
}
