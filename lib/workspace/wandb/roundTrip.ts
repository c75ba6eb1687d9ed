/** Workspaces that W&B's tools save and load: what nobody changed here goes back as it came. */
import type * as Y from 'yjs'
import { Arranger } from '../arrange'
import { newWorkspaceDoc, rootOf, WORKSPACE_ROOTS, type WorkspaceRoot } from '../document'
import { PanelDocument } from '../panelDocument'
import { exportWandbWorkspace } from './export'
import { importWandbWorkspace, writeImported } from './import'

type Json = Readonly<Record<string, unknown>>

/** In place of all that is there, in a change of the caller's. @throws ZodError */
export function replaceWorkspace(doc: Y.Doc, spec: unknown): void {
  // The same names whenever it is read, so that changes can be told.
  let made = 0
  const imported = importWandbWorkspace(spec, () => `own/w-${made++}`)
  for (const name of Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]) rootOf(doc, name).clear()
  writeImported(doc, imported)
}

/** @param source what the workspace was imported from; null when it was not */
export function workspaceSpec(doc: Y.Doc, name: string, source: unknown): unknown {
  if (source === null) return exported(doc, name)
  const before = newWorkspaceDoc()
  before.transact(() => replaceWorkspace(before, source))
  // What a view is called stands beside its spec.
  const was = exported(before, name)
  before.destroy()
  return overlaid(source, was, exported(doc, name))
}

/** Panels that keys get by themselves are none of the view's. */
function exported(doc: Y.Doc, name: string): unknown {
  const document = new PanelDocument(doc)
  const sections = new Arranger().arrange({ history: [], events: [] }, document.getState())
  document.dispose()
  return exportWandbWorkspace(doc, sections, name).spec
}

const ID = '__id__'

/** Changes from `was` to `is`, made in what there was. */
function overlaid(source: unknown, was: unknown, is: unknown): unknown {
  if (JSON.stringify(was) === JSON.stringify(is)) return source
  if (Array.isArray(source) && Array.isArray(was) && Array.isArray(is)) {
    return overlaidList(source, was, is)
  }
  if (!isObject(source) || !isObject(was) || !isObject(is)) return is
  const names = new Set([...Object.keys(source), ...Object.keys(was), ...Object.keys(is)])
  return Object.fromEntries(
    [...names].flatMap((name): [string, unknown][] => {
      const value = overlaid(source[name], was[name], is[name])
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Panels by their ids, whatever their order; other lists by place where nothing came or went. */
function overlaidList(source: unknown[], was: unknown[], is: unknown[]): unknown[] {
  const idOf = (one: unknown) => object(one)[ID]
  if (source.length > 0 && source.every((one) => typeof idOf(one) === 'string')) {
    const of = (list: unknown[], id: unknown) => list.find((one) => idOf(one) === id)
    const kept = source.filter((one) => of(is, idOf(one)) !== undefined)
    const added = is.filter((one) => of(source, idOf(one)) === undefined)
    const changed = kept.map((one) => overlaid(one, of(was, idOf(one)), of(is, idOf(one))))
    return [...changed, ...added]
  }
  if (source.length !== was.length || was.length !== is.length) return is
  return source.map((one, i) => overlaid(one, was[i], is[i]))
}

const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
const object = (value: unknown): Json => (isObject(value) ? value : {})
