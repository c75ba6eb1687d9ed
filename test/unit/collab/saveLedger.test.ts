import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { SaveLedger } from '@/components/collab/saveLedger'

function page() {
  const doc = new Y.Doc()
  const ledger = new SaveLedger(doc)
  const change = () => {
    doc.getMap('panels').set('a', ledger.unsent)
    ledger.changed()
  }
  const ack = (frames: number, stateVector = Y.encodeStateVector(doc)) =>
    ledger.acknowledged({ frames, stateVector })
  return { doc, ledger, change, ack }
}

describe('changes', () => {
  it('are unsent until the frame that carries them is acknowledged', () => {
    const { ledger, change, ack } = page()
    ledger.connected()
    ledger.sent('step2')
    change()
    ledger.sent('update')
    change()
    ledger.sent('update')
    expect(ledger.unsent).toBe(2)
    ack(2)
    expect(ledger.unsent).toBe(1)
    ack(3)
    expect(ledger.unsent).toBe(0)
  })

  it('made without a line go out with the first answer, whatever is acknowledged before it', () => {
    const { ledger, change, ack } = page()
    change()
    change()
    ledger.connected()
    change()
    ledger.sent('update')
    ack(1)
    expect(ledger.unsent).toBe(3)
    ledger.sent('step2')
    ack(2)
    expect(ledger.unsent).toBe(0)
  })

  it('that were on their way when the line broke are unsent', () => {
    const { ledger, change, ack } = page()
    ledger.connected()
    ledger.sent('step2')
    change()
    ledger.sent('update')
    ledger.connected()
    ack(5)
    expect(ledger.unsent).toBe(1)
  })

  it('are not saved by a server that does not name them', () => {
    const { ledger, change, ack } = page()
    ledger.connected()
    const before = Y.encodeStateVector(new Y.Doc())
    change()
    ledger.sent('step2')
    ack(1, before)
    expect(ledger.unsent).toBe(1)
  })

  it('of an earlier page go out with the first answer', () => {
    const { ledger, ack } = page()
    ledger.found(3)
    ledger.connected()
    ledger.sent('step2')
    expect(ledger.unsent).toBe(3)
    ack(1)
    expect(ledger.unsent).toBe(0)
  })
})
