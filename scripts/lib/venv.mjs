// Python environments below .venvs/, made on demand. Plain Node: nothing may be installed yet.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from './steps.mjs'

/** The SDK version that tests and the demo run. */
export const WANDB = 'wandb==0.31.0'
/** The oldest one that tests run too. */
export const OLD_WANDB = 'wandb==0.28.2'

/** W&B's tools for reports and workspaces. */
export const WORKSPACES = 'wandb-workspaces==0.4.4'

/**
 * A virtual environment holding `packages`; made, or made again, when what it holds differs.
 * @param {string} name folder below .venvs/
 * @param {string[]} packages pip requirements, pinned
 * @returns {string} path of its python
 */
export function ensureVenv(name, packages) {
  const folder = path.join(root, '.venvs', name)
  const windows = process.platform === 'win32'
  const python = path.join(folder, windows ? 'Scripts/python.exe' : 'bin/python')
  const stamp = path.join(folder, '.packages')
  const wanted = packages.join('\n')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return python
  console.log(`Making a Python environment with ${packages.join(', ')} …`)
  fs.rmSync(folder, { recursive: true, force: true })
  const base = windows ? 'python' : 'python3'
  must(base, ['-m', 'venv', folder], 'Python 3.9 or newer with its venv module is needed')
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]
  must(python, pip, `pip could not install ${packages.join(', ')}`)
  fs.writeFileSync(stamp, wanted)
  return python
}

function must(command, args, problem) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  if (result.status === 0) return
  const said = `${result.error?.message ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`
  throw new Error(`${problem}: ${command} ${args.join(' ')}\n${said}`)
}
