import { errorMessage } from '@/components/ui/ErrorState'
import { ApiError } from '@/lib/api/errors'

/** What is wrong, by the field that it is about. */
export interface FieldErrors {
  text?: string | undefined
  from?: string | undefined
  to?: string | undefined
  /** About no field of the form. */
  other?: string | undefined
}
type FieldName = Exclude<keyof FieldErrors, 'other'>

export function textError(text: string): string | undefined {
  return text.trim() === '' ? 'Write what you want to say.' : undefined
}

/** An answer of the server, beside the field that it names if the form has it. */
export function fieldErrors(error: unknown, fields: readonly FieldName[]): FieldErrors {
  const message = errorMessage(error)
  const field = error instanceof ApiError ? error.field : undefined
  const known = fields.find((name) => name === field)
  if (known) return { [known]: message }
  return { other: /[.?]$/.test(message) ? message : `${message}.` }
}

/** Both ends of a place as somebody typed them; an empty second one makes it a point. */
export function readPlace(
  from: string,
  to: string,
): { place?: { from: number; to: number | null }; errors: FieldErrors } {
  const start = numberOf(from)
  const end = to.trim() === '' ? null : numberOf(to)
  const errors: FieldErrors = {}
  if (start === undefined) errors.from = 'Enter a number.'
  if (end === undefined) errors.to = 'Enter a number, or nothing for a point.'
  else if (start !== undefined && end !== null && end < start) {
    errors.to = 'May not come before the start.'
  }
  if (start === undefined || end === undefined || errors.to !== undefined) return { errors }
  return { place: { from: start, to: end === start ? null : end }, errors }
}

function numberOf(text: string): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text.trim().replace('−', '-'))
  return Number.isFinite(value) ? value : undefined
}
