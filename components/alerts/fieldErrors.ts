import { errorMessage } from '@/components/ui/ErrorState'
import { ApiError } from '@/lib/api/errors'

/**
 * What the server says about each field of a form: `of` a field, and the `rest` that none of the
 * asked fields shows.
 */
export function fieldErrors(error: unknown, fields: readonly string[]) {
  const shownBy = (field: string) =>
    error instanceof ApiError &&
    (error.field === field || error.field?.startsWith(`${field}.`) === true)
  return {
    of: (field: string): string | undefined => (shownBy(field) ? sentence(error) : undefined),
    rest: error && !fields.some(shownBy) ? errorMessage(error) : undefined,
  }
}

/** Without the field's name in front, which the form shows already. */
function sentence(error: unknown): string {
  const message = errorMessage(error)
  const field = error instanceof ApiError ? error.field : undefined
  const said = field && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.?…]$/.test(said) ? '' : '.'}`
}
