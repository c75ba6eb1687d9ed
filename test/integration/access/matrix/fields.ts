// Who may use each field of GraphQL's Query and Mutation. One that is not here fails the test.
import { viewIdOf } from '@/lib/reports/wandb/address'
import { done } from '../../../support/teams'
import { type Actor, ADMINS, READERS, SELVES, SIGNED_IN, type World, WRITERS } from './world'

export interface FieldRow {
  who: readonly Actor[]
  /** The field as a document asks for it. */
  ask: (world: World, actor: Actor) => string | Promise<string>
  /** Answers null to those who may, too: nothing is there. */
  empty?: true
}

const idOf = (kind: string, id: number) => Buffer.from(`${kind}:v1:${id}`).toString('base64')
const runId = (world: World) => idOf('Run', world.runId)
const place = 'entityName: "lab", projectName: "p", runName: "run"'
let made = 0

export const QUERIES: Record<string, FieldRow> = {
  viewer: { who: SIGNED_IN, ask: () => 'viewer { id }' },
  serverInfo: { who: SIGNED_IN, ask: () => 'serverInfo { features { name } }' },
  entity: { who: READERS, ask: () => 'entity(name: "lab") { id }' },
  project: { who: READERS, ask: () => 'project(name: "p", entityName: "lab") { id }' },
  model: { who: READERS, ask: () => 'model(name: "p", entityName: "lab") { id }' },
  models: { who: READERS, ask: () => 'models(entityName: "lab") { edges { node { id } } }' },
  users: { who: SIGNED_IN, ask: () => 'users(query: "lab-member") { edges { node { id } } }' },
  view: { who: READERS, ask: async (world) => `view(id: "${await newView(world)}") { id }` },
  organization: { who: SIGNED_IN, ask: () => 'organization(name: "lab") { name }', empty: true },
}

export const MUTATIONS: Record<string, FieldRow> = {
  upsertBucket: {
    who: WRITERS,
    ask: (world) => `upsertBucket(input: {id: "${runId(world)}", notes: "x"}) { inserted }`,
  },
  upsertModel: {
    who: WRITERS,
    ask: () => `upsertModel(input: {entityName: "lab", name: "m${++made}"}) { inserted }`,
  },
  createRunFiles: {
    who: WRITERS,
    ask: () => `createRunFiles(input: {${place}, files: ["a"]}) { runID }`,
  },
  markRunFilesUploaded: {
    who: WRITERS,
    ask: () => `markRunFilesUploaded(input: {${place}, files: ["a"]}) { success }`,
  },
  updateRunState: {
    who: WRITERS,
    ask: async (world) => {
      const id = idOf('Run', await world.newRun())
      return `updateRunState(input: {id: "${id}", state: "pending"}) { success }`
    },
  },
  deleteRun: {
    who: WRITERS,
    ask: async (world) => {
      const id = idOf('Run', await world.newRun())
      return `deleteRun(input: {id: "${id}"}) { clientMutationId }`
    },
  },
  createTeam: {
    who: SELVES,
    ask: () => `createTeam(input: {teamName: "team-${++made}"}) { entity { id } }`,
  },
  createServiceAccount: {
    who: ADMINS,
    ask: () => {
      const input = `{entityName: "lab", description: "machine-${++made}"}`
      return `createServiceAccount(input: ${input}) { user { id } }`
    },
  },
  deleteFiles: {
    who: WRITERS,
    ask: async (world) => {
      return `deleteFiles(input: {files: ["${await world.newFile()}"]}) { success }`
    },
  },
  generateApiKey: {
    who: SELVES,
    ask: () => 'generateApiKey(input: {description: "x"}) { apiKey { id } }',
  },
  deleteApiKey: {
    who: SELVES,
    ask: async (world, actor) => {
      if (!SELVES.includes(actor)) return `deleteApiKey(input: {id: "x"}) { success }`
      const headers = { ...world.headers[actor], 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify({ name: 'gone soon' }) }
      const { id } = await done<{ id: number }>(fetch(`${world.server.url}/api/keys`, init))
      return `deleteApiKey(input: {id: "${idOf('ApiKey', id)}"}) { success }`
    },
  },
  notifyScriptableRunAlert: {
    who: WRITERS,
    ask: () => `notifyScriptableRunAlert(input: {${place}, title: "x", text: "y"}) { success }`,
  },
  stopRun: { who: WRITERS, ask: (world) => `stopRun(input: {id: "${runId(world)}"}) { success }` },
  rewindRun: {
    who: WRITERS,
    ask: () =>
      `rewindRun(input: {${place}, metricName: "_step", metricValue: 0}) { rewoundRun { id } }`,
  },
  upsertView: {
    who: WRITERS,
    ask: () => {
      const spec = JSON.stringify(JSON.stringify({ version: 5, blocks: [] }))
      return `upsertView(input: {entityName: "lab", projectName: "p", spec: ${spec}}) { inserted }`
    },
  },
  createAccessToken: {
    who: WRITERS,
    ask: async (world) =>
      `createAccessToken(input: {viewId: "${await newView(world)}"}) { accessToken { type } }`,
  },
  revokeAccessToken: {
    who: WRITERS,
    ask: async (world) =>
      `revokeAccessToken(input: {token: "${await newAccessToken(world)}"}) { success }`,
  },
  deleteView: {
    who: WRITERS,
    ask: async (world) => `deleteView(input: {id: "${await newView(world)}"}) { success }`,
  },
}

async function newReportSlug(world: World): Promise<string> {
  const path = '/api/projects/lab/p/reports'
  return (await done<{ slug: string }>(world.admin.send('POST', path, { title: 'r' }))).slug
}

const newView = async (world: World) => viewIdOf(await newReportSlug(world))

async function newAccessToken(world: World): Promise<string> {
  const slug = await newReportSlug(world)
  const path = `/api/reports/${slug}/links`
  const made = await done<{ path: string }>(world.admin.send('POST', path, { role: 'VIEW' }))
  return made.path.split('/').at(-1)!
}
