// Everything a run has uploaded, as one zip.
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import http from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import yauzl from 'yauzl'
import { Api } from '../../support/api'
import { addPerson } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'
import { uploadUrl } from '../../support/uploads'
import { authorization, WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
})
afterAll(() => server?.close())

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')

async function put(run: WandbRun, name: string, body: Buffer) {
  const response = await fetch(await uploadUrl(run, name), {
    method: 'PUT',
    body: new Uint8Array(body),
  })
  expect(response.status).toBe(200)
}

async function start(name: string) {
  const run = await WandbRun.start(server, { project: 'zip', name })
  return { run, id: (await api.run('zip', name)).run.id }
}

/** What a reader that is not ours finds, by name. */
function unzip(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) return reject(error)
      const found = new Map<string, string>()
      zip.on('entry', (entry: yauzl.Entry) => {
        zip.openReadStream(entry, (problem, stream) => {
          if (problem) return reject(problem)
          const hash = createHash('md5')
          stream.on('data', (chunk: Buffer) => void hash.update(chunk))
          stream.on('error', reject)
          stream.on('end', () => {
            found.set(entry.fileName, hash.digest('hex'))
            zip.readEntry()
          })
        })
      })
      zip.on('end', () => resolve(found))
      zip.on('error', reject)
      zip.readEntry()
    })
  })
}

const download = async (id: number) => {
  const response = await api.fetch(`/api/runs/${id}/files.zip`)
  expect(response.status).toBe(200)
  return unzip(Buffer.from(await response.arrayBuffer()))
}

it('holds every file with its bytes, under names that unpack anywhere', async () => {
  const { run, id } = await start('odd')
  const files: Record<string, Buffer> = {
    'config.yaml': Buffer.from('lr: 1\n'.repeat(5000)),
    'empty.txt': Buffer.alloc(0),
    'deep/er/über.bin': randomBytes(300_000),
    'back\\slash.txt': Buffer.from('b'),
    'A.txt': Buffer.from('upper'),
    'a.txt': Buffer.from('lower'),
  }
  for (const [name, body] of Object.entries(files)) await put(run, name, body)
  const found = await download(id)
  expect([...found.keys()].sort()).toEqual(
    ['A.txt', 'a (2).txt', 'back_slash.txt', 'config.yaml', 'deep/er/über.bin', 'empty.txt'].sort(),
  )
  expect([...found.values()].sort()).toEqual(Object.values(files).map(md5).sort())
})

it('of a run without files is a zip all the same', async () => {
  const { id } = await start('none')
  expect((await download(id)).size).toBe(0)
})

it('is for those who may see the run', async () => {
  const { id } = await start('mine')
  const stranger = await addPerson(server, 'sam')
  expect((await new Api(stranger).fetch(`/api/runs/${id}/files.zip`)).status).toBe(404)
  expect((await fetch(`${server.url}/api/runs/${id}/files.zip`)).status).toBe(401)
})

/** Resident memory of the server. */
async function residentBytes(): Promise<number> {
  const status = await fs.readFile(`/proc/${server.process.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) * 1024
}

it('waits for whoever reads slowly, and gives up with them, in flat memory', async () => {
  const { run, id } = await start('large')
  const large = randomBytes(64 * 1024 * 1024)
  const wanted = new Map<string, string>()
  for (let i = 0; i < 4; i++) {
    large.writeUInt32LE(i)
    wanted.set(`big/${i}.bin`, md5(large))
    await put(run, `big/${i}.bin`, large)
  }
  for (let at = 0; at < 1000; at += 50) {
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const body = Buffer.from(`file ${at + i}`)
        wanted.set(`small/${at + i}.txt`, md5(body))
        await put(run, `small/${at + i}.txt`, body)
      }),
    )
  }
  const headers = { authorization: authorization(server.apiKey) }
  const before = await residentBytes()
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.get(`${server.url}/api/runs/${id}/files.zip`, { headers }, resolve).on('error', reject)
  })
  const chunks: Buffer[] = []
  let most = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (chunks.push(chunk) % 200 === 0) most = Math.max(most, (await residentBytes()) - before)
  }
  // Of 256 MB: what is on its way, and what the collector has not come to.
  expect(most).toBeLessThan(128 * 1024 * 1024)
  expect(await unzip(Buffer.concat(chunks))).toEqual(wanted)

  const openBlobs = async () => {
    const folder = `/proc/${server.process.pid}/fd`
    const targets = (await fs.readdir(folder)).map((fd) =>
      fs.readlink(`${folder}/${fd}`).catch(() => ''),
    )
    return (await Promise.all(targets)).filter((target) => target.startsWith(server.dataDir)).length
  }
  const left = await new Promise<http.ClientRequest>((resolve, reject) => {
    const request = http.get(`${server.url}/api/runs/${id}/files.zip`, { headers }, (answer) => {
      answer.once('data', () => resolve(request))
    })
    request.on('error', reject)
  })
  const open = await openBlobs()
  expect(open).toBeGreaterThan(0)
  left.on('error', () => {})
  left.destroy()
  await until('the file to be closed', async () => (await openBlobs()) < open)
  expect((await api.files(id)).length).toBe(1004)
})
