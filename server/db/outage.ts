/** Whether an error says that the database is away for the moment, rather than that we erred. */
export function isDatabaseOutage(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown }
    if (typeof code === 'string' && OUTAGE_CODES.test(code)) return true
    if (OUTAGE_MESSAGES.test(current.message)) return true
  }
  return false
}

/**
 * Node's socket errors; PostgreSQL's classes 08 (connection), 53 (out of disk, memory or
 * connections), 57P (shutting down), 58 (system error); and what Prisma makes of them, waiting too
 * long for a connection or a transaction (P2024, P2028) included.
 */
const OUTAGE_CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|08...|53...|57P..|58...|P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/
const OUTAGE_MESSAGES =
  /Connection terminated|Connection ended|server closed the connection|timeout exceeded when trying to connect|No space left on device|the database system is/i

/** Whether PostgreSQL refused a text that it cannot store. */
export function isRefusedText(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (
      /invalid byte sequence|unsupported Unicode escape|cannot be converted to text/i.test(
        current.message,
      )
    ) {
      return true
    }
  }
  return false
}
