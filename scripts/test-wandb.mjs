// `npm run test:wandb -- PATH…`: wandb's own tests as the judge; see test/conformance/run.ts.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build, checkNode, install, root } from './lib/steps.mjs'

checkNode()
install({ all: true })
build()
const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs')
const args = [tsx, 'test/conformance/run.ts', ...process.argv.slice(2)]
const result = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
process.exit(result.status ?? 1)
