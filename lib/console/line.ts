/** Console lines as the SDK sends them: `[ERROR ]<UTC time> <text>`. */

export interface ConsoleLine {
  /** ISO 8601, or null for text without a time. */
  time: string | null
  level: 'error' | null
  /** With its escape codes, and the `[label] ` of a run with several writers. */
  content: string
}

const PREFIX = /^(ERROR )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?) /

export function parseConsoleLine(line: string): ConsoleLine {
  const match = PREFIX.exec(line)
  if (!match) return { time: null, level: null, content: line }
  return {
    time: `${match[2]}Z`,
    level: match[1] ? 'error' : null,
    content: line.slice(match[0].length),
  }
}
