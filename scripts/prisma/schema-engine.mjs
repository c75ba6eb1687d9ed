#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which the CLI would otherwise download. Speaks the
// same line-delimited JSON-RPC on stdio and does the work with the WASM build of the same engine
// from the lockfile, so that `npm ci` is all a machine needs.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import readline from 'node:readline'
import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'

const require = createRequire(import.meta.url)

function argument(name) {
  const values = []
  process.argv.forEach((word, i) => {
    if (word === name) values.push(process.argv[i + 1])
  })
  return values
}

// The adapter has no mapping for the "char" type (oid 18) that the catalogue tables use: it is
// reported as bpchar (1042).
const addFields = pg.Result.prototype.addFields
pg.Result.prototype.addFields = function (fields) {
  for (const field of fields) if (field.dataTypeID === 18) field.dataTypeID = 1042
  return addFields.call(this, fields)
}

// From PostgreSQL 18 on the catalogue lists NOT NULL among the constraints; the engine reads it from
// the columns and panics at a kind it does not know. Conditions (CHECK) no schema can describe, and
// their kind comes as text where it wants a character.
const OTHER_CONSTRAINTS = "contype NOT IN ('p', 'u', 'f')"
function withoutUnknown(adapter) {
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = ({ sql, ...rest }) =>
    queryRaw({
      sql: sql.replace(OTHER_CONSTRAINTS, "contype NOT IN ('p', 'u', 'f', 'n', 'c')"),
      ...rest,
    })
  return adapter
}

class AdapterFactory extends PrismaPg {
  constructor(url) {
    super({ connectionString: url })
    this.url = url
  }

  async connect() {
    return withoutUnknown(await super.connect())
  }

  // PrismaPg's own shadow database would be the main one: with a connection string and a database
  // name both given, `pg` lets the string win. The URL itself is rewritten here instead.
  async connectToShadowDb() {
    const database = `runroom_shadow_${process.pid}_${Date.now()}`
    const admin = new pg.Client({ connectionString: this.url })
    await admin.connect()
    await admin.query(`CREATE DATABASE "${database}"`)
    const shadowUrl = new URL(this.url)
    shadowUrl.pathname = `/${database}`
    const shadow = new PrismaPg({ connectionString: shadowUrl.toString() })
    const adapter = withoutUnknown(await shadow.connect())
    const dispose = adapter.dispose.bind(adapter)
    adapter.dispose = async () => {
      await dispose()
      await admin.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
      await admin.end()
    }
    return adapter
  }
}

let asked

// Where the engine says why it gives up. Without it the reason is lost, and the CLI takes the silence
// for "no difference".
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(message) {
    const error = { code: 4466, message, data: { is_panic: true, message } }
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: asked, error })}\n`)
    process.exit(101)
  },
}

async function loadEngine() {
  const entry = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bindings = await import(entry)
  const bytes = fs.readFileSync(entry.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return bindings.SchemaEngine
}

const datasource = JSON.parse(argument('--datasource')[0] ?? '{}')
const url = datasource.url ?? 'postgresql://localhost/postgres'

async function runCliCommand(command) {
  const target = new URL(url)
  const database = target.pathname.slice(1) || 'postgres'
  if (command === 'create-database') target.pathname = '/postgres'
  const client = new pg.Client({ connectionString: target.toString() })
  try {
    await client.connect()
    if (command === 'create-database') await client.query(`CREATE DATABASE "${database}"`)
    await client.end()
  } catch (error) {
    const missing = error.code === '3D000'
    const fields = {
      message: missing ? `Database \`${database}\` does not exist` : error.message,
      error_code: missing ? 'P1003' : 'P1001',
    }
    process.stderr.write(
      `\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`,
    )
    process.exit(1)
  }
}

async function serveRpc() {
  const SchemaEngine = await loadEngine()
  const datamodels = argument('--datamodels').map((file) => [file, fs.readFileSync(file, 'utf8')])
  const factory = bindMigrationAwareSqlAdapterFactory(new AdapterFactory(url))
  const engine = await SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels : undefined },
    () => {},
    factory,
  )
  const methods = { getDatabaseVersion: 'version' }
  const answer = async (request) => {
    const name = methods[request.method] ?? request.method
    if (typeof engine[name] !== 'function') throw new Error(`unknown method ${request.method}`)
    const result = await engine[name](request.params)
    // `diff` prints through the CLI, as the native engine does.
    if (request.method === 'diff' && typeof result?.stdout === 'string') {
      const content = result.stdout
      process.stdout.write(
        `${JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'print', params: { content } })}\n`,
      )
    }
    return result ?? {}
  }
  let queue = Promise.resolve()
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line)
    if (request.method === undefined) continue // the CLI's reply to a print request
    queue = queue.then(async () => {
      let reply
      asked = request.id
      try {
        reply = { result: await answer(request) }
      } catch (error) {
        const data = {
          is_panic: false,
          message: error.message ?? String(error),
          ...errorCode(error),
        }
        reply = { error: { code: 4466, message: data.message, data } }
      }
      process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: request.id, ...reply })}\n`)
    })
  }
  await queue
  process.exit(0)
}

function errorCode(error) {
  return error.code ? { error_code: error.code, meta: error.meta } : {}
}

const cli = process.argv.indexOf('cli')
if (cli > 0) await runCliCommand(process.argv[cli + 1])
else await serveRpc()
