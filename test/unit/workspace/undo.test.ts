import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { runKey } from '@/lib/workspace/access'
import { Arranger } from '@/lib/workspace/arrange'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { changePanel, movePanel, removePanel, resizePanel } from '@/lib/workspace/panelChanges'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { placeBetween } from '@/lib/workspace/place'
import { RunSetDocument } from '@/lib/workspace/runSet'
import { OwnUndo } from '@/lib/workspace/undo'

function person() {
  const doc = newWorkspaceDoc()
  const document = new PanelDocument(doc)
  const arranger = new Arranger()
  const undo = new OwnUndo(doc)
  const panel = () =>
    arranger.arrange({ history: ['loss'], events: [] }, document.getState())[0]?.panels[0]
  return { doc, undo, panel, runs: new RunSetDocument(doc) }
}

function twoPeople() {
  const [anna, ben] = [person(), person()]
  const meet = () => {
    const [a, b] = [Y.encodeStateAsUpdate(anna.doc), Y.encodeStateAsUpdate(ben.doc)]
    Y.applyUpdate(anna.doc, b)
    Y.applyUpdate(ben.doc, a)
  }
  return { anna, ben, meet }
}

describe('undo', () => {
  it('takes back one step at a time, says which, and does it again', () => {
    const { doc, undo, panel, runs } = person()
    changePanel(doc, panel()!.spec, { ...panel()!.spec, title: 'Loss' })
    runs.setHidden([runKey(1)], true)
    expect(undo.undo()).toBe('Changed which runs are drawn')
    expect(undo.undo()).toBe('Renamed “loss” to “Loss”')
    expect(panel()!.spec.title).toBeUndefined()
    expect(undo.undo()).toBeUndefined()
    expect(undo.redo()).toBe('Renamed “loss” to “Loss”')
    expect(undo.redo()).toBe('Changed which runs are drawn')
    expect(panel()!.spec.title).toBe('Loss')
    expect(runs.getState().hidden.has('run/1')).toBe(true)
    expect(undo.undo()).toBe('Changed which runs are drawn')
  })

  it('reverts only one’s own change, also of the same panel', () => {
    const { anna, ben, meet } = twoPeople()
    changePanel(anna.doc, anna.panel()!.spec, { ...anna.panel()!.spec, title: 'Loss' })
    movePanel(ben.doc, ben.panel()!.spec, 'history/best', placeBetween(undefined, undefined))
    meet()
    resizePanel(ben.doc, ben.panel()!.spec, { w: 12 })
    meet()
    expect(anna.panel()).toMatchObject({ section: 'history/best', w: 12 })
    anna.undo.undo()
    meet()
    expect(ben.panel()).toMatchObject({ section: 'history/best', w: 12 })
    expect(ben.panel()!.spec.title).toBeUndefined()
    ben.undo.undo()
    ben.undo.undo()
    meet()
    expect(anna.panel()).toMatchObject({ section: 'history/charts', w: undefined })
  })

  it('leaves alone what somebody else has overwritten since', () => {
    const { anna, ben, meet } = twoPeople()
    resizePanel(anna.doc, anna.panel()!.spec, { w: 6 })
    meet()
    resizePanel(ben.doc, ben.panel()!.spec, { w: 12 })
    meet()
    anna.undo.undo()
    meet()
    expect(anna.panel()!.w).toBe(12)
    expect(ben.panel()!.w).toBe(12)
  })

  it('brings back what was deleted, with what others changed of it meanwhile', () => {
    const { anna, ben, meet } = twoPeople()
    removePanel(anna.doc, anna.panel()!)
    changePanel(ben.doc, ben.panel()!.spec, { ...ben.panel()!.spec, title: 'Loss' })
    meet()
    expect(ben.panel()).toBeUndefined()
    anna.undo.undo()
    meet()
    expect(ben.panel()!.spec.title).toBe('Loss')
    expect(anna.panel()!.spec.title).toBe('Loss')
  })
})
