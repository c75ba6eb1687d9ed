import type { ZodError } from 'zod'

/** An error the client is told about: a code to switch on and a sentence to act on. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly options: { field?: string; retryAfterS?: number } = {},
  ) {
    super(message)
  }

  body() {
    const { field } = this.options
    return { error: { code: this.code, message: this.message, ...(field ? { field } : {}) } }
  }
}

export const badRequest = (message: string, field?: string) =>
  new HttpError(400, 'bad_request', message, field ? { field } : {})
export const unauthorized = (message = 'Sign in, or send a valid API key.') =>
  new HttpError(401, 'unauthorized', message)
export const forbidden = (message: string) => new HttpError(403, 'forbidden', message)
export const notFound = (what: string) =>
  new HttpError(404, 'not_found', `${what} does not exist, or you may not see it.`)
export const conflict = (message: string, field?: string) =>
  new HttpError(409, 'conflict', message, field ? { field } : {})
export const tooLarge = (message: string) => new HttpError(413, 'too_large', message)
export const unavailable = (message: string, retryAfterS = 2) =>
  new HttpError(503, 'unavailable', message, { retryAfterS })

/** Turns a failed zod parse into a 400 that names the first field at fault. */
export function fromZod(error: ZodError): HttpError {
  const issue = error.issues[0]
  const field = issue?.path.join('.') || undefined
  const message = field ? `${field}: ${issue?.message}` : (issue?.message ?? 'invalid request')
  return badRequest(message, field)
}
