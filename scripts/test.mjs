// `npm test`: installs what tests need, then checks and runs everything. Stops at the first failure.
import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { build, checkNode, generateClient, install, root } from './lib/steps.mjs'

checkNode()
install({ all: true })

const bin = (file) => path.join(root, 'node_modules', file)
const prettier = bin('prettier/bin/prettier.cjs')
const eslint = bin('eslint/bin/eslint.js')
const tsc = bin('typescript/bin/tsc')
const vitest = bin('vitest/vitest.mjs')

const began = Date.now()

function step(name, work) {
  const from = Date.now()
  console.log(`\n— ${name}`)
  work()
  console.log(`  ${name}: ${((Date.now() - from) / 1000).toFixed(0)} s`)
}

function node(...args) {
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (result.status === 0) return
  console.error(`\nFailed: ${path.relative(root, args[0])} ${args.slice(1).join(' ')}`)
  process.exit(result.status || 1)
}

/** Checks that need nothing of each other; what they say is printed when they are done. */
async function together(name, checks) {
  const from = Date.now()
  console.log(`\n— ${name}`)
  await Promise.all(checks.map((args) => quietly(args)))
  console.log(`  ${name}: ${((Date.now() - from) / 1000).toFixed(0)} s`)
}

function quietly(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (said += chunk))
    }
    child.on('close', (status) => {
      if (said !== '') console.log(said)
      if (status === 0) return resolve()
      console.error(`\nFailed: ${path.relative(root, args[0])} ${args.slice(1).join(' ')}`)
      process.exit(status || 1)
    })
  })
}

step('Generated client', generateClient)
step('Build', build)
await together('Format, types, lint', [
  [prettier, '--check', '--log-level=warn', '.'],
  [tsc, '--noEmit'],
  [eslint, '.', '--max-warnings', '0'],
])
for (const project of ['unit', 'integration', 'sdk', 'browser']) {
  step(`Tests: ${project}`, () => node(vitest, 'run', '--project', project))
}
console.log(`\nAll passed in ${((Date.now() - began) / 60_000).toFixed(1)} minutes.`)
