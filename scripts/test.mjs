// `npm test`: installs what tests need, then checks and runs everything. Stops at the first failure.
import { spawnSync } from 'node:child_process'
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

step('Generated client', generateClient)
step('Format', () => node(prettier, '--check', '--log-level=warn', '.'))
step('Build', build)
step('Types', () => node(tsc, '--noEmit'))
step('Lint', () => node(eslint, '.', '--max-warnings', '0'))
for (const project of ['unit', 'integration', 'sdk', 'browser']) {
  step(`Tests: ${project}`, () => node(vitest, 'run', '--project', project))
}
console.log(`\nAll passed in ${((Date.now() - began) / 60_000).toFixed(1)} minutes.`)
