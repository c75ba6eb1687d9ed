import { describe, expect, it } from 'vitest'
import {
  BUILT_IN_SETTINGS,
  defaultLinePanel,
  linePanelSpecSchema,
  panelTitle,
  resolveSettings,
  withSettings,
} from '@/lib/panels/linePanel'

describe('a line panel', () => {
  it('is made for a key by itself and passes its own schema', () => {
    const spec = defaultLinePanel('val/loss')
    expect(linePanelSpecSchema.parse(spec)).toEqual(spec)
    expect(resolveSettings(spec)).toEqual(BUILT_IN_SETTINGS)
  })

  it('inherits from the workspace and overrides it', () => {
    const spec = withSettings(defaultLinePanel('loss'), { yScale: 'log' })
    const settings = resolveSettings(spec, { yScale: 'linear', x: '_runtime' })
    expect(settings).toMatchObject({ yScale: 'log', x: '_runtime', xScale: 'linear' })
  })

  it('inherits again when a setting is withdrawn', () => {
    const spec = withSettings(defaultLinePanel('loss'), { yScale: 'log', ignoreOutliers: true })
    const back = withSettings(spec, { yScale: undefined })
    expect(back.settings).toEqual({ ignoreOutliers: true })
  })

  it('draws system metrics over time, since they have no step', () => {
    expect(resolveSettings(defaultLinePanel('system.cpu', 'events')).x).toBe('_runtime')
    const byClock = resolveSettings(defaultLinePanel('system.cpu', 'events'), { x: '_timestamp' })
    expect(byClock.x).toBe('_timestamp')
  })

  it('shows keys as people write them', () => {
    expect(panelTitle(defaultLinePanel(String.raw`a\.b.c`))).toBe('a.b.c')
    expect(panelTitle({ ...defaultLinePanel('a'), title: 'Loss' })).toBe('Loss')
  })

  it('refuses settings that make no sense', () => {
    const spec = defaultLinePanel('loss')
    const bad = { ...spec, settings: { smoothing: { kind: 'magic', amount: 1 } } }
    expect(linePanelSpecSchema.safeParse(bad).success).toBe(false)
  })
})
