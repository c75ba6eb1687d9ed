// File names that try to be paths, and signed URLs that somebody has worked on.
import fs from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type SignedFile, UrlSigner } from '@/server/files/signing'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { createRunFiles, uploadUrl } from '../../support/uploads'
import { WandbRun } from '../../support/wandbClient'
import { type Witness, witness } from '../../support/witness'

let server: TestServer
let api: Api
let run: WandbRun
let runId: number
let beside: Witness

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
  beside = await witness(server)
  run = await WandbRun.start(server, { name: 'files' })
  runId = (await api.run('test', 'files')).run.id
})
afterEach(() => beside.isUnharmed())
afterAll(() => server?.close())

/** A request whose path travels as it is written: fetch would tidy it up. */
function raw(method: string, target: string, body = '') {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(server.url)
    const request = http.request({ hostname, port, method, path: target }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode!, text }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

describe('a file name', () => {
  it.each([
    '../escape.txt',
    'a/../../escape.txt',
    '..\\escape.txt',
    '/etc/passwd',
    'C:\\windows\\system.ini',
    'a\u0000b.txt',
    '..',
    '',
    'x'.repeat(5000),
    '\ud800.txt',
  ])('like %j gets no upload URL', async (name) => {
    const answer = await createRunFiles(run, ['good.txt', name])
    expect(answer.status).toBe(200)
    expect(answer.data?.createRunFiles ?? null).toBeNull()
    expect(answer.errors?.[0]?.message).toContain('files')
    expect((await api.files(runId)).map((file) => file.name)).not.toContain(name)
  })

  it.each(['a b.txt', 'ünï/コード.py', '100%.txt', 'a?b#c.txt', '.hidden', "it's;&.txt"])(
    'like %j is stored and read under it',
    async (name) => {
      const url = await uploadUrl(run, name)
      expect((await fetch(url, { method: 'PUT', body: `in ${name}` })).status).toBe(200)
      expect((await api.files(runId)).map((file) => file.name)).toContain(name)
      const encoded = name.split('/').map(encodeURIComponent).join('/')
      const response = await api.fetch(`/api/runs/${runId}/files/${encoded}`)
      expect(await response.text()).toBe(`in ${name}`)
    },
  )

  it('that climbs reaches nothing, in any spelling', async () => {
    const url = new URL(await uploadUrl(run, 'good.txt'))
    const folder = url.pathname.slice(0, -'good.txt'.length)
    const climbs = ['../good.txt', '..%2fgood.txt', '%2e%2e/x', '..%5cx', 'good.txt/../x', '%00']
    for (const climb of climbs) {
      const put = await raw('PUT', folder + climb, 'bad')
      expect([400, 403, 404]).toContain(put.status)
      const get = await api.fetch(`/api/runs/${runId}/files/${encodeURIComponent(climb)}`)
      expect(get.status).toBe(404)
    }
    const below = await fs.readdir(server.dataDir)
    expect(below.filter((name) => /good|escape|^x$/.test(name))).toEqual([])
    const stray = await fs.readdir(path.dirname(server.dataDir))
    expect(stray.filter((name) => name === 'good.txt' || name === 'escape.txt')).toEqual([])
  })
})

describe('a signed URL', () => {
  let signer: UrlSigner
  beforeAll(async () => {
    const client = new pg.Client({ connectionString: server.databaseUrl })
    await client.connect()
    const found = await client.query<{ value: string }>(
      `SELECT value FROM setting WHERE key = 'file-url-secret'`,
    )
    signer = new UrlSigner(found.rows[0]!.value)
    await client.end()
  })

  const inAnHour = () => Math.floor(Date.now() / 1000) + 3600
  const file = (changes: Partial<SignedFile> = {}): SignedFile => ({
    action: 'put',
    runId,
    name: 'signed.txt',
    expires: inAnHour(),
    ...changes,
  })

  it('works without a credential, for what it was signed for', async () => {
    const put = await raw('PUT', signer.sign(file()), 'content')
    expect(put.status).toBe(200)
    const get = await raw('GET', signer.sign(file({ action: 'get' })))
    expect(get).toEqual({ status: 200, text: 'content' })
  })

  it('that was altered is refused', async () => {
    const good = signer.sign(file())
    const [, , , run, expires, signature] = good.split('/')
    const altered = [
      good.replace('signed.txt', 'other.txt'),
      good.replace(`/${run}/`, `/${Number(run) + 1}/`),
      good.replace(`/${expires}/`, `/${Number(expires) + 9999}/`),
      good.replace(`/${signature}/`, `/${signature!.slice(1)}/`),
      good.replace(`/${signature}/`, `/${'A'.repeat(signature!.length)}/`),
      good.replace(`/${signature}/`, '/x/'),
      good.replace('/put/', '/get/'),
      good.replace(`/${expires}/`, '/soon/'),
      good.replace(`/${run}/`, '/1e0/'),
    ]
    for (const url of altered) {
      const method = url.includes('/get/') ? 'GET' : 'PUT'
      const answer = await raw(method, url, method === 'PUT' ? 'changed' : '')
      expect(answer.status, url).toBe(403)
    }
    const get = await raw('GET', signer.sign(file({ action: 'get' })))
    expect(get.text).toBe('content')
  })

  it('that has expired is refused', async () => {
    const expires = Math.floor(Date.now() / 1000) - 1
    const put = await raw('PUT', signer.sign(file({ expires })), 'late')
    expect(put.status).toBe(403)
    expect(put.text).toContain('expired')
    const get = await raw('GET', signer.sign(file({ action: 'get', expires })))
    expect(get.status).toBe(403)
  })

  it('for a run that is no more says so', async () => {
    const nowhere = await raw('PUT', signer.sign(file({ runId: 2_000_000_000 })), 'x')
    expect(nowhere.status).toBe(404)
    const never = await raw('GET', signer.sign(file({ action: 'get', name: 'never.txt' })))
    expect(never.status).toBe(404)
  })

  it('whose upload is cut short leaves the old content', async () => {
    const { hostname, port } = new URL(server.url)
    const target = signer.sign(file())
    await new Promise<void>((resolve) => {
      const request = http.request({
        hostname,
        port,
        method: 'PUT',
        path: target,
        headers: { 'content-length': '1000' },
      })
      request.on('error', () => resolve())
      request.write('half', () => request.destroy())
    })
    const get = await raw('GET', signer.sign(file({ action: 'get' })))
    expect(get.text).toBe('content')
  })
})
