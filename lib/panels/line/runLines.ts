/** One line a run and metric, or formula of metrics. */
import type { ChartLine } from '../../charts/types'
import { computedBuckets } from '../../metrics/computed'
import { displayKey } from '../../metrics/keys'
import type { SeriesResult } from '../../metrics/seriesWire'
import type { PaletteTheme } from '../../palette/runColors'
import { evaluate } from '../expression'
import type { LinePanelSpec } from '../linePanel'
import type { PanelRun } from '../panelRun'
import type { FeedLine, LineContent, LineSource } from './lineContent'
import { lineLook, ownLook } from './look'

interface Computed {
  of: string
  result: SeriesResult
  version: number
}

/** Formulas are computed again only when one of their inputs has changed. */
export class RunLines {
  private computed = new Map<string, Computed>()
  private nextVersion = -1

  make(
    spec: LinePanelSpec,
    { sources, names }: LineContent,
    runs: readonly PanelRun[],
    feed: Iterable<FeedLine>,
    theme: PaletteTheme,
  ): ChartLine[] {
    const found = new Map<string, FeedLine>()
    for (const line of feed) found.set(`${line.run}/${line.key}`, line)
    const kept = new Map<string, Computed>()
    const lines = runs.flatMap((run) =>
      sources.flatMap((source, s): ChartLine[] => {
        const { key } = source
        const place = `${run.id}/${key}`
        const drawn =
          source.kind === 'key' ? found.get(place) : this.formula(run.id, source, found, kept)
        if (!drawn?.result) return []
        const shown = source.kind === 'key' ? displayKey(key) : key
        const name = names?.(run.id, shown) ?? run.displayName
        const withKey = sources.length > 1 && !spec.legend?.template
        return [
          {
            id: source.kind === 'key' ? place : `${run.id}/=${key}`,
            run: run.id,
            key,
            name: withKey ? `${name} · ${shown}` : name,
            ...lineLook(run, s, sources.length, runs.length, theme),
            live: run.state === 'running',
            result: drawn.result,
            version: drawn.version,
            ...(source.kind === 'formula' ? { derived: true } : {}),
            ...ownLook(spec, run.name, key),
          },
        ]
      }),
    )
    this.computed = kept
    return lines
  }

  private formula(
    run: number,
    { key, keys, expression }: Extract<LineSource, { kind: 'formula' }>,
    found: ReadonlyMap<string, FeedLine>,
    kept: Map<string, Computed>,
  ): { result: SeriesResult | null; version: number } | undefined {
    const inputs = keys.map((name) => found.get(`${run}/${name}`))
    const results = inputs.flatMap((input) => (input?.result ? [input.result] : []))
    if (results.length < keys.length) return undefined
    const of = inputs.map((input) => input!.version).join()
    const place = `${run}/${key}`
    let computed = this.computed.get(place)
    if (computed?.of !== of) {
      const places = new Map(keys.map((name, i) => [name, i]))
      const buckets = computedBuckets(results, (means) =>
        evaluate(expression, (name) => means[places.get(name)!]!),
      )
      const known = results.every((result) => result.known)
      const result = { ...results[0]!, key, known, buckets }
      computed = { of, result, version: this.nextVersion-- }
    }
    kept.set(place, computed)
    return computed
  }
}
