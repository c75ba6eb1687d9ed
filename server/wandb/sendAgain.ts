import { isDatabaseOutage } from '../db'
import { HttpError, unavailable } from '../http/errors'
import { NotLoggedError, OverloadedError } from '../ingest'

const RETRY_AFTER_S = 2

/**
 * What to throw when something could not be done for now only: it is answered 503, and the SDK sends
 * the same again. Undefined for errors that will be the same next time.
 */
export function sendAgain(error: unknown): Error | undefined {
  if (error instanceof OverloadedError || error instanceof NotLoggedError) {
    return unavailable(error.message, RETRY_AFTER_S)
  }
  if (error instanceof HttpError) return error.status === 503 ? error : undefined
  return error instanceof Error && isDatabaseOutage(error) ? error : undefined
}
