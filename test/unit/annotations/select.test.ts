import { describe, expect, it } from 'vitest'
import {
  type AnnotationFilter,
  annotationChoices,
  NO_FILTER,
  selectAnnotations,
  withAnnotation,
} from '@/lib/annotations/select'
import type { Annotation } from '@/lib/api/annotations'

function annotation(id: number, more: Partial<Annotation> = {}): Annotation {
  return {
    id,
    run: { id: 1, name: 'r1', displayName: 'brisk-owl', number: 1 },
    stream: 'history',
    key: 'loss',
    axis: '_step',
    positions: { _step: [id, null] },
    text: `note ${id}`,
    author: { username: 'anna', name: 'Anna' },
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    resolvedAt: null,
    resolvedBy: null,
    ...more,
  }
}

const calm = { id: 2, name: 'r2', displayName: 'calm-fox', number: 2 }
const all = [
  annotation(3, { run: calm, text: 'Spike after warm-up' }),
  annotation(2, { key: 'acc', author: null }),
  annotation(1, { resolvedAt: '2026-01-02T00:00:00.000Z', resolvedBy: 'ben' }),
]
const ids = (filter: Partial<AnnotationFilter>) =>
  selectAnnotations(all, { ...NO_FILTER, ...filter }).map(({ id }) => id)

describe('a list of annotations', () => {
  it('shows what is open unless asked otherwise', () => {
    expect(ids({})).toEqual([3, 2])
    expect(ids({ resolution: 'resolved' })).toEqual([1])
    expect(ids({ resolution: 'all' })).toEqual([3, 2, 1])
  })

  it('is narrowed by run, key, author and words, all at once', () => {
    expect(ids({ run: 2 })).toEqual([3])
    expect(ids({ key: 'acc' })).toEqual([2])
    expect(ids({ author: 'anna' })).toEqual([3])
    expect(ids({ search: 'WARM spike' })).toEqual([3])
    expect(ids({ search: 'calm' })).toEqual([3])
    expect(ids({ search: 'calm', key: 'acc' })).toEqual([])
  })

  it('knows what it can be narrowed by', () => {
    expect(annotationChoices(all)).toEqual({
      runs: [
        { id: 1, name: 'brisk-owl' },
        { id: 2, name: 'calm-fox' },
      ],
      keys: ['acc', 'loss'],
      authors: [{ username: 'anna', name: 'Anna' }],
    })
  })

  it('takes in what was made or changed, newest first', () => {
    expect(withAnnotation(all, annotation(4)).map(({ id }) => id)).toEqual([4, 3, 2, 1])
    const changed = withAnnotation(all, annotation(2, { text: 'rewritten' }))
    expect(changed.map(({ text }) => text)).toContain('rewritten')
    expect(changed).toHaveLength(3)
    // One that was deleted and made again late finds its place.
    expect(withAnnotation([all[0]!, all[2]!], annotation(2)).map(({ id }) => id)).toEqual([3, 2, 1])
  })
})
