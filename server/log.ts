/** One line a message, on stderr, so that stdout stays for what the person at the terminal needs. */
export interface Log {
  error(message: string, error?: unknown): void
  info(message: string): void
  debug(message: string): void
}

const LEVELS = { silent: 0, error: 1, info: 2, debug: 3 }

export function createLog(level: keyof typeof LEVELS): Log {
  const print = (name: string, message: string) =>
    process.stderr.write(`${new Date().toISOString()} ${name} ${message}\n`)
  return {
    error(message, error) {
      if (LEVELS[level] < 1) return
      print('error', error === undefined ? message : `${message}: ${describe(error)}`)
    },
    info(message) {
      if (LEVELS[level] >= 2) print('info', message)
    },
    debug(message) {
      if (LEVELS[level] >= 3) print('debug', message)
    },
  }
}

/**
 * Goes on when whoever reads what is printed is gone, as `npm start | head` is. Without a listener
 * each line that cannot be written is an uncaught error, which is printed, which cannot be written …
 */
export function outliveReaders(streams: readonly NodeJS.EventEmitter[]): void {
  for (const stream of streams) stream.on('error', () => {})
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
