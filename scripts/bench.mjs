// `npm run bench [name …]`: the benchmarks of bench/, one after another, each in a process of its own.
// They print figures and ratios; nothing here passes or fails.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { build, checkNode, install, root } from './lib/steps.mjs'

checkNode()
install({ all: true })
build()

const all = fs
  .readdirSync(path.join(root, 'bench'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3))
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  process.exit(1)
}

const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs')
let failed = false
for (const name of wanted.length > 0 ? wanted : all) {
  const result = spawnSync(process.execPath, [tsx, `bench/${name}.ts`], {
    cwd: root,
    stdio: 'inherit',
  })
  if (result.status !== 0) {
    failed = true
    console.error(`${name}: ended with ${result.status ?? result.signal}`)
  }
}
process.exit(failed ? 1 : 0)
