// `npm run test:frameworks`: real training frameworks log to a real server. Not part of `npm test`:
// PyTorch alone is two hundred megabytes to download.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build, checkNode, install, root, startServer } from './lib/steps.mjs'
import { ensureVenv, WANDB } from './lib/venv.mjs'

checkNode()
install()
build()
const python = ensureVenv('torch', [WANDB, 'torch==2.13.0'])
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runroom-frameworks-'))
fs.chmodSync(folder, 0o711)
const env = { RUNROOM_DATA: path.join(folder, 'data'), PORT: '0', HOST: '127.0.0.1' }
const server = startServer({ ...env, RUNROOM_ADMIN: 'ada', RUNROOM_LOG: 'error' }, [
  'ignore',
  'pipe',
  'inherit',
])

try {
  const printed = await outputUntil(server, /Ctrl-C stops it/)
  const url = /running at (\S+)/.exec(printed)[1].replace('localhost', '127.0.0.1')
  const apiKey = /WANDB_API_KEY=(\w{40})/.exec(printed)[1]
  await checkPyTorch({ url, apiKey })
  console.log('PyTorch: every epoch, its histograms and its weights arrived.')
} finally {
  if (server.exitCode === null) {
    server.kill('SIGINT')
    await new Promise((resolve) => server.once('exit', resolve))
  }
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function checkPyTorch({ url, apiKey }) {
  const output = await runScript('pytorch.py', { WANDB_BASE_URL: url, WANDB_API_KEY: apiKey })
  const logged = JSON.parse(/^LOGGED (.*)$/m.exec(output)[1])
  const authorization = `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`
  const get = async (address) => {
    const response = await fetch(url + address, { headers: { authorization } })
    assert.equal(response.status, 200, `${address}: ${response.status}`)
    return response.json()
  }
  const { run, summary, config } = await get('/api/projects/ada/frameworks/runs/pytorch')
  assert.equal(run.state, 'finished')
  assert.equal(config.epochs, logged.length)
  const { rows } = await get(`/api/runs/${run.id}/rows?from=0&to=1000`)
  const epochs = rows.filter((row) => row.loss !== undefined)
  assert.equal(epochs.length, logged.length)
  for (const [i, wanted] of logged.entries()) {
    for (const [key, value] of Object.entries(wanted)) {
      assert.ok(Math.abs(epochs[i][key] - value) < 1e-12, `epoch ${i}: ${key} ${epochs[i][key]}`)
    }
  }
  assert.ok(summary.accuracy > 0.8, `the network learned nothing: ${summary.accuracy}`)
  const histograms = rows.flatMap((row) => Object.keys(row).filter((key) => /gradients/.test(key)))
  assert.ok(histograms.length > 0, 'no gradients were logged')
  const { files } = await get(`/api/runs/${run.id}/files`)
  assert.ok(files.some((file) => file.name === 'weights.pt' && file.sizeBytes > 10_000))
}

function runScript(script, more) {
  const child = spawn(python, [path.join(root, 'test/frameworks', script)], {
    cwd: folder,
    env: { ...process.env, ...more, WANDB__FILE_STREAM_TRANSMIT_INTERVAL: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return new Promise((resolve, reject) =>
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${script} ended with ${code}:\n${output}`)),
    ),
  )
}

function outputUntil(child, pattern) {
  let output = ''
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the server did not start:\n${output}`)))
    child.stdout.on('data', (text) => {
      output += text
      if (pattern.test(output)) resolve(output)
    })
  })
}
