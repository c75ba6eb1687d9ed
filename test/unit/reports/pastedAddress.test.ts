import { describe, expect, it } from 'vitest'
import { readAddress } from '@/lib/reports/pastedAddress'

const ORIGIN = 'https://runs.example'
const read = (path: string) => readAddress(`${ORIGIN}${path}`, ORIGIN)

describe('an address that is pasted', () => {
  it('is of a run, a workspace, or a panel of either', () => {
    const place = { entity: 'lab', project: 'mnist' }
    expect(read('/lab/mnist')).toEqual({ kind: 'workspace', ...place, view: null, panel: null })
    expect(read('/lab/mnist?nw=abc&panel=own%2Fx')).toEqual({
      ...{ kind: 'workspace', ...place },
      ...{ view: 'abc', panel: 'own/x' },
    })
    expect(read('/lab/mnist/runs/fox%20%232?tab=charts&panel=history%2Floss')).toEqual({
      ...{ kind: 'run', ...place },
      ...{ run: 'fox #2', panel: 'history/loss' },
    })
    expect(readAddress(` ${ORIGIN}/lab/mnist\n`, ORIGIN)).not.toBeNull()
  })

  it('is none of other pages, other servers, or among other words', () => {
    expect(read('/lab')).toBeNull()
    expect(read('/lab/mnist/bin')).toBeNull()
    expect(read('/lab/mnist/runs/fox/files')).toBeNull()
    expect(read('/settings/teams')).toBeNull()
    expect(readAddress('https://other.example/lab/mnist', ORIGIN)).toBeNull()
    expect(readAddress(`see ${ORIGIN}/lab/mnist`, ORIGIN)).toBeNull()
    expect(readAddress('lab/mnist', ORIGIN)).toBeNull()
  })
})
