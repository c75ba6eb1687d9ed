import type { Stream } from '@/lib/metrics/seriesQuery'
import type { Rule } from './rules'

export type FirstRows = Partial<Record<Stream, number>>

/** Where the rows begin that came since a run was last read, for each rule: it may be a new one. */
export class Arrivals {
  /** A new entry whenever the project's rules have become other ones. */
  private marks: { rules: readonly Rule[]; first: FirstRows }[] = []

  /** Rows came while these rules were switched on. */
  note(rules: readonly Rule[], came: FirstRows): void {
    let mark = this.marks.at(-1)
    if (mark?.rules !== rules) {
      mark = { rules, first: {} }
      this.marks.push(mark)
    }
    for (const stream of Object.keys(came) as Stream[]) mark.first[stream] ??= came[stream]!
  }

  /** The first row that came under this very version of the rule. */
  firstUnder({ id, version }: Rule, stream: Stream): number | undefined {
    for (const { rules, first } of this.marks) {
      const at = first[stream]
      if (at === undefined) continue
      if (rules.some((rule) => rule.id === id && rule.version === version)) return at
    }
    return undefined
  }

  /** Empties this one into another. */
  take(): Arrivals {
    const taken = new Arrivals()
    taken.marks = this.marks
    this.marks = []
    return taken
  }

  /** What was taken comes before what came since. */
  giveBack(taken: Arrivals): void {
    this.marks = [...taken.marks, ...this.marks]
  }
}
