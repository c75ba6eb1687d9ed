// Whatever the SDKs may ask over GraphQL, the schema knows it, or it is said here why not.
import fs from 'node:fs/promises'
import path from 'node:path'
import { buildSchema, NoUnusedFragmentsRule, parse, specifiedRules, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { root } from '../support/freshDatabase'
import { runScript } from '../support/python'

interface Found {
  version: string
  documents: { where: string; text: string }[]
}

/** Fragments stand alone where a document is put together at run time. */
const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule)

/** By operation: why the schema does not know it, or why its text cannot be checked as it stands. */
const known = path.join(import.meta.dirname, 'unansweredDocuments.json')

async function problems(old: boolean): Promise<Map<string, string>> {
  const nowhere = { url: 'http://127.0.0.1:9', apiKey: '' }
  const output = await runScript(nowhere, 'graphql_documents.py', { old })
  const { documents } = JSON.parse(output.slice(output.indexOf('{'))) as Found
  expect(documents.length).toBeGreaterThan(100)
  expect(documents.filter(({ where }) => where === 'wandb-core').length).toBeGreaterThan(20)
  const sdl = await fs.readFile(path.join(root, 'server/wandb/schema.graphql'), 'utf8')
  const schema = buildSchema(sdl)
  const found = new Map<string, string>()
  for (const { where, text } of documents) {
    const name = /(?:query|mutation|fragment)\s+(\w+)/.exec(text)?.[1] ?? where
    try {
      const errors = validate(schema, parse(text), rules)
      if (errors.length > 0) found.set(name, `${where}: ${errors[0]!.message}`)
    } catch (error) {
      found.set(name, `${where}: ${(error as Error).message}`)
    }
  }
  return found
}

describe('GraphQL documents of the installed SDKs', () => {
  it('fit the schema, or are known not to', async () => {
    const reasons = JSON.parse(await fs.readFile(known, 'utf8')) as Record<string, string[]>
    const explained = new Set(Object.values(reasons).flat())
    const found = new Map([...(await problems(false)), ...(await problems(true))])
    const unexplained = [...found].filter(([name]) => !explained.has(name))
    expect(Object.fromEntries(unexplained)).toEqual({})
    // What has become answerable is taken off the list.
    expect([...explained].filter((name) => !found.has(name))).toEqual([])
  })
})
