/**
 * Which logged frames of a run still have something in them that is in no table yet. The log may
 * delete a group only when no run needs it any more.
 */

/** How far a frame reaches; a stream it does not touch has -1, one with held rows Infinity. */
export interface FrameRecord {
  group: number
  historyEnd: number
  eventsEnd: number
  /** Carries a summary or a status. */
  head: boolean
  console: boolean
}

export interface Flushed {
  historySealed: number
  eventsSealed: number
  headGroup: number
  consoleGroup: number
}

export class FrameRecords {
  private readonly records: FrameRecord[] = []

  get size(): number {
    return this.records.length
  }

  add(record: FrameRecord): void {
    this.records.push(record)
  }

  /** Takes out, and returns the groups of, the oldest records that everything has been flushed of. */
  takeFlushed(flushed: Flushed): number[] {
    let n = 0
    while (n < this.records.length && isFlushed(this.records[n]!, flushed)) n++
    return this.records.splice(0, n).map((record) => record.group)
  }
}

export function isFlushed(record: FrameRecord, flushed: Flushed): boolean {
  return (
    record.historyEnd <= flushed.historySealed &&
    record.eventsEnd <= flushed.eventsSealed &&
    (!record.head || record.group <= flushed.headGroup) &&
    (!record.console || record.group <= flushed.consoleGroup)
  )
}
