export interface ErrorBody {
  code: string
  message: string
  field: string | undefined
}

/** What an answer says of what went wrong; undefined when it does not. */
export function readErrorBody(body: unknown): ErrorBody | undefined {
  const { error } = { ...(body as { error?: unknown } | null) }
  const { code, message, field } = { ...(error as Partial<ErrorBody> | null) }
  if (typeof code !== 'string' || typeof message !== 'string') return undefined
  return { code, message, field: typeof field === 'string' ? field : undefined }
}

/** What a failed request throws in the browser. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field: string | undefined,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}
