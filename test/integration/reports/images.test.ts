// Pictures in reports: stored by those who write, seen by those who read, and nothing that runs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_IMAGE_BYTES } from '@/lib/reports/limits'
import { Api } from '../../support/api'
import { createReport } from '../../support/reports'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done } from '../../support/teams'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let member: Api
let viewer: Api

beforeAll(async () => {
  server = await startServer({})
  const team = await addTeam(server, 'lab')
  await WandbRun.start(team.member, { entity: 'lab', project: 'p' })
  member = new Api(team.member, 'lab')
  viewer = new Api(team.viewer, 'lab')
})
afterAll(() => server?.close())

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  )
const PNG = bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], 'rest')
const upload = (api: Api, slug: string, body: Buffer) =>
  api.fetch(`/api/reports/${slug}/images`, { method: 'POST', body: new Uint8Array(body) })

describe('a picture', () => {
  it.each([
    ['image/png', PNG],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0], 'rest')],
    ['image/gif', bytes('GIF89a', 'rest')],
    ['image/webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ')],
  ])('is what its bytes say: %s', async (mime, content) => {
    const { slug } = await createReport(member, {})
    const { src } = await done<{ src: string }>(upload(member, slug, content))
    const seen = await viewer.fetch(src)
    expect(seen.status).toBe(200)
    expect(seen.headers.get('content-type')).toBe(mime)
    expect(seen.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(content)
  })

  it.each([
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['HTML', bytes('<html>')],
    ['nothing', bytes('')],
  ])('is not %s', async (_name, content) => {
    const { slug } = await createReport(member, {})
    const answer = await upload(member, slug, content)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { field: 'image' } })
  })

  it('has a size', async () => {
    const { slug } = await createReport(member, {})
    const answer = await upload(member, slug, Buffer.alloc(MAX_IMAGE_BYTES + 1))
    expect(answer.status).toBe(413)
    const { error } = (await answer.json()) as { error: { message: string } }
    expect(error.message).toContain('10 MiB')
  })

  it('belongs to its report alone, and goes into the bin with it', async () => {
    const [one, other] = [await createReport(member, {}), await createReport(member, {})]
    const { src } = await done<{ src: string }>(upload(member, one.slug, PNG))
    expect((await viewer.fetch(src.replace(one.slug, other.slug))).status).toBe(404)
    await done(member.send('DELETE', `/api/reports/${one.slug}`, {}))
    expect((await member.fetch(src)).status).toBe(404)
    await done(member.send('POST', `/api/reports/${one.slug}/restore`, {}))
    expect((await member.fetch(src)).status).toBe(200)
  })
})
