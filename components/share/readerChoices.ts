/**
 * What a reader changes for themselves: runs that are not drawn, smoothing, the scale of y. Kept in
 * the address behind the #, so that it can be passed on, and never told to the server.
 */
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { ReaderControls } from '@/lib/api/sharing'
import type { LinePanelSpec } from '@/lib/panels/linePanel'

export interface ReaderChoices {
  /** Numbers of runs, names of groups. */
  hidden: ReadonlySet<string>
  /** Of the time-weighted average, 0 to 0.99; null: as the author set it. */
  smoothing: number | null
  yScale: 'linear' | 'log' | null
}

const AS_SET: ReaderChoices = { hidden: new Set(), smoothing: null, yScale: null }
const PREFIX = '#view?'

export function readChoices(hash: string, allowed: ReaderControls): ReaderChoices {
  if (!hash.startsWith(PREFIX)) return AS_SET
  const values = new URLSearchParams(hash.slice(PREFIX.length))
  const smoothing = Number(values.get('smooth') ?? NaN)
  const yScale = values.get('y')
  return {
    hidden: new Set(allowed.hideRuns ? values.getAll('hide') : []),
    smoothing: allowed.smoothing && smoothing >= 0 && smoothing < 1 ? smoothing : null,
    yScale: allowed.logScale && (yScale === 'log' || yScale === 'linear') ? yScale : null,
  }
}

/** Empty for the author's own view. */
export function writeChoices({ hidden, smoothing, yScale }: ReaderChoices): string {
  const values = new URLSearchParams()
  if (smoothing !== null) values.set('smooth', String(smoothing))
  if (yScale !== null) values.set('y', yScale)
  for (const name of hidden) values.append('hide', name)
  const text = values.toString()
  return text === '' ? '' : PREFIX + text
}

/** The panel as the reader wants to see it. */
export function withChoices(spec: LinePanelSpec, choices: ReaderChoices): LinePanelSpec {
  const { smoothing, yScale } = choices
  if (smoothing === null && yScale === null) return spec
  const settings = { ...spec.settings }
  if (smoothing !== null) {
    const kind = smoothing === 0 ? 'none' : 'timeWeightedEma'
    settings.smoothing = { kind, amount: smoothing }
  }
  if (yScale !== null) settings.yScale = yScale
  return { ...spec, settings }
}

const CHANGED = 'readerchoices'

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  window.addEventListener(CHANGED, listener)
  return () => {
    window.removeEventListener('hashchange', listener)
    window.removeEventListener(CHANGED, listener)
  }
}

export function useReaderChoices(allowed: ReaderControls) {
  const hash = useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => '',
  )
  const choices = useMemo(() => readChoices(hash, allowed), [hash, allowed])
  const setChoices = useCallback((next: ReaderChoices) => {
    const { pathname, search } = window.location
    window.history.replaceState(window.history.state, '', pathname + search + writeChoices(next))
    window.dispatchEvent(new Event(CHANGED))
  }, [])
  const reset = useCallback(() => setChoices(AS_SET), [setChoices])
  return { choices, setChoices, reset, isOwn: writeChoices(choices) !== '' }
}
