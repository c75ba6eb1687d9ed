// Several people edit one document while lines are cut and the server is killed: in the end all
// have the same, and nothing that was acknowledged is missing.
import { expect } from 'vitest'
import type * as Y from 'yjs'
import type { Section } from '@/lib/workspace/arrange'
import { readRecords } from '@/lib/workspace/records'
import { rootOf, WORKSPACE_ROOTS, type WorkspaceRoot } from '@/lib/workspace/document'
import { restoreDocument } from '@/server/documents'
import { compact, isSame, loadStored } from './collab'
import { Editor } from './collabEditor'
import { seededRandom } from './random'
import type { TestServer } from './server'
import { until } from './until'
import { panelIds, seenIn } from './workspaceActor'

export interface StormOptions {
  documentId: number
  editors: number
  rounds: number
  editsPerRound: number
  seed: number
}

/** Resolves with the server, which is another process after each kill, and with what happened. */
export async function storm(
  server: TestServer,
  { documentId, editors: count, rounds, editsPerRound, seed }: StormOptions,
): Promise<{ server: TestServer; kills: number; edits: number }> {
  const random = seededRandom(seed)
  let current = server
  let kills = 0
  let edits = 0
  const editors = Array.from(
    { length: count },
    (_, i) => new Editor(() => current, documentId, `e${i}`, random),
  )
  const load = async () => restoreDocument(await loadStored(current, documentId), WORKSPACE_ROOTS)
  for (const editor of editors) editor.join()
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < editsPerRound; i++) {
      const editor = editors[Math.floor(random() * count)]!
      editor.edit()
      edits++
      if (random() < 0.02) editor.cut()
      if (random() < 0.01) editor.leave()
      if (random() < 0.03) for (const other of editors) if (!other.isOnline) other.join()
      if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 8))
    }
    const how = round % 3
    if (how === 0) {
      await current.kill()
      kills++
      // Nobody may bring back what the server lost.
      for (const editor of editors) editor.leave()
      current = await current.restart()
      const doc = await load()
      for (const editor of editors) expect(editor.missingIn(doc)).toBeUndefined()
    } else if (how === 1) await compact(current, documentId)
    for (const editor of editors) editor.join()
  }
  for (const editor of editors) editor.join()
  await Promise.all(editors.map((editor) => editor.allAcked()))
  const [first] = editors
  await until('all to have the same', () => editors.every(({ doc }) => isSame(doc, first!.doc)))
  const expected = contentOf(first!.doc)
  const seen = seenIn(first!.doc)
  const shown = panelIds((JSON.parse(seen) as { sections: Section[] }).sections)
  expect(new Set(shown).size).toBe(shown.length)
  for (const { doc } of editors) {
    expect(contentOf(doc)).toEqual(expected)
    expect(seenIn(doc)).toBe(seen)
  }
  expect(contentOf(await load())).toEqual(expected)
  await compact(current, documentId)
  const compacted = await load()
  expect(contentOf(compacted)).toEqual(expected)
  expect(isSame(compacted, first!.doc)).toBe(true)
  for (const editor of editors) {
    expect(editor.refusals).toEqual([])
    editor.leave()
  }
  return { server: current, kills, edits }
}

function contentOf(doc: Y.Doc) {
  const roots = Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]
  return Object.fromEntries(
    roots.map((root) => [root, Object.fromEntries(readRecords(rootOf(doc, root)))]),
  )
}
