// Real editing histories with the text they must end in; test/traces/README.md says whose.
import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

export type Patch = [position: number, deleted: number, inserted: string]

export interface Trace {
  startContent?: string
  endContent: string
  txns: { patches: Patch[]; parents: number[]; agent: number }[]
}

export function readTrace(name: 'sveltecomponent' | 'friendsforever'): Trace {
  const file = path.resolve(import.meta.dirname, `../traces/${name}.json.gz`)
  return JSON.parse(gunzipSync(fs.readFileSync(file)).toString('utf8')) as Trace
}
