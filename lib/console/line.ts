/**
 * Console lines as the SDK sends them, in either of two forms: `[ERROR ]<UTC time> <text>`, or a JSON
 * object with `level`, `ts`, `label` and `content` where the server has said that it reads those.
 */

export interface ConsoleLine {
  /** ISO 8601, or null for text without a time. */
  time: string | null
  level: 'error' | null
  /** Which of several writers printed it, where the line says so by itself. */
  label: string | null
  /** With its escape codes, and in the first form with the `[label] ` of a run with several writers. */
  content: string
}

const PREFIX = /^(ERROR )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?) /
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?/

export function parseConsoleLine(line: string): ConsoleLine {
  if (line.startsWith('{')) return parseJsonLine(line) ?? plain(line)
  const match = PREFIX.exec(line)
  if (!match) return plain(line)
  return {
    time: `${match[2]}Z`,
    level: match[1] ? 'error' : null,
    label: null,
    content: line.slice(match[0].length),
  }
}

/** As people read it: with the label in front, as the other form has it. */
export function consoleText({ label, content }: ConsoleLine): string {
  return label === null ? content : `[${label}] ${content}`
}

/** Undefined for JSON that a script printed, or that is none. */
function parseJsonLine(line: string): ConsoleLine | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  const { ts, content, level, label } = value as Record<string, unknown>
  if (typeof ts !== 'string' || typeof content !== 'string') return undefined
  const time = TIME.exec(ts)
  if (!time) return undefined
  return {
    time: `${time[0]}Z`,
    level: level === 'error' ? 'error' : null,
    label: typeof label === 'string' && label !== '' ? label : null,
    content,
  }
}

function plain(content: string): ConsoleLine {
  return { time: null, level: null, label: null, content }
}
