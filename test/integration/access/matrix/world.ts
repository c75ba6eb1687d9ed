// A team's run with everything in it, and one of each kind of person who may come across it.
import { Api } from '../../../support/api'
import { addDocument } from '../../../support/collab'
import { startServer, type TestServer } from '../../../support/server'
import { addTeam, done } from '../../../support/teams'
import { uploadUrl } from '../../../support/uploads'
import { authorization, graphql, WandbRun } from '../../../support/wandbClient'

export const ACTORS = [
  'nobody',
  'revoked key',
  'stranger',
  'viewer',
  'reading key',
  'member',
  'admin',
  'server admin',
] as const
export type Actor = (typeof ACTORS)[number]

export interface World {
  server: TestServer
  /** Headers that make a request the actor's. The reading key is the team admin's. */
  headers: Record<Actor, Record<string, string>>
  /** The team's admin, to prepare what an expectation needs. */
  admin: Api
  serverAdmin: Api
  runId: number
  projectId: number
  /** A shared document of the team's project. */
  documentId: number
  /** The document of a report of the team's project. */
  reportDocumentId: number
  /** Signed by the server for a member. */
  downloadPath: string
  /** Another run of the team's project, and the id it has. */
  newRun(): Promise<number>
  /** Another file of the team's run, and GraphQL's id of it. */
  newFile(): Promise<string>
  uploadPath: string
}

export async function makeWorld(): Promise<World> {
  const server = await startServer({
    env: {
      RUNROOM_LOG: 'debug',
      RUNROOM_SIGNIN_TRIES: '100',
      RUNROOM_CHROMIUM: 'none',
      // Its routes are there only with a provider.
      RUNROOM_OIDC_ISSUER: 'http://127.0.0.1:1',
      RUNROOM_OIDC_CLIENT_ID: 'x',
      RUNROOM_OIDC_CLIENT_SECRET: 'x',
    },
  })
  const team = await addTeam(server, 'lab')
  const admin = new Api(team.admin, 'lab')
  const run = await WandbRun.start(team.member, { entity: 'lab', project: 'p', name: 'run' })
  await run.log([{ _step: 0, loss: 1 }])
  await run.print(['a line'])
  const upload = await uploadUrl(run, 'weights.bin')
  await done(fetch(upload, { method: 'PUT', body: 'secret' }))
  const detail = await admin.run('p', 'run')
  const key = async (body: object) =>
    done<{ id: number; key: string }>(admin.send('POST', '/api/keys', body))
  const revoked = await key({ name: 'revoked' })
  await done(admin.send('DELETE', `/api/keys/${revoked.id}`, {}))
  const reading = await key({ name: 'reading', scope: 'READ' })
  const by = (apiKey: string) => ({ authorization: authorization(apiKey) })
  let files = 0
  return {
    server,
    headers: {
      nobody: {},
      'revoked key': by(revoked.key),
      stranger: by(team.stranger.apiKey),
      viewer: by(team.viewer.apiKey),
      'reading key': by(reading.key),
      member: by(team.member.apiKey),
      admin: by(team.admin.apiKey),
      'server admin': by(server.apiKey),
    },
    admin,
    serverAdmin: new Api(server),
    runId: detail.run.id,
    projectId: detail.projectId,
    documentId: await addDocument(server, team.member, { entity: 'lab', project: 'p' }),
    reportDocumentId: (
      await done<{ documentId: number }>(
        admin.send('POST', '/api/projects/lab/p/reports', { title: 'Watched' }),
      )
    ).documentId,
    async newFile() {
      const name = `file-${++files}`
      await done(fetch(await uploadUrl(run, name), { method: 'PUT', body: 'x' }))
      return (await fileNode(team.member, name)).id
    },
    async newRun() {
      const other = await WandbRun.start(team.member, { entity: 'lab', project: 'p' })
      return (await admin.run('p', other.name)).run.id
    },
    downloadPath: new URL((await fileNode(team.member, 'weights.bin')).directUrl).pathname,
    uploadPath: new URL(upload).pathname,
  }
}

async function fileNode(target: { url: string; apiKey: string }, name: string) {
  interface Answer {
    project: { run: { files: { edges: { node: { id: string; directUrl: string } }[] } } }
  }
  const query = `{ project(name: "p", entityName: "lab") { run(name: "run") {
    files(names: ["${name}"]) { edges { node { id directUrl } } } } } }`
  const answer = await graphql<Answer>(target, query)
  return answer.data!.project.run.files.edges[0]!.node
}

/** Who may, of all; the others are refused. */
export const EVERYBODY: readonly Actor[] = ACTORS
export const SIGNED_IN: readonly Actor[] = ACTORS.filter(
  (actor) => actor !== 'nobody' && actor !== 'revoked key',
)
/** The server's first admin made the team, and so is one of its admins. */
export const READERS: readonly Actor[] = SIGNED_IN.filter((actor) => actor !== 'stranger')
export const WRITERS: readonly Actor[] = ['member', 'admin', 'server admin']
export const ADMINS: readonly Actor[] = ['admin', 'server admin']
export const SERVER_ADMINS: readonly Actor[] = ['server admin']
/** Change what is their own: everybody but those whose key only reads. */
export const SELVES: readonly Actor[] = SIGNED_IN.filter((actor) => actor !== 'reading key')
