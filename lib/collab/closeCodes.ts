/**
 * Why a collaboration socket was closed. y-websocket takes 4400 to 4499 for final and connects again
 * after every other code.
 */
export const CloseCode = {
  /** The server stops or starts again; nothing is wrong. */
  RESTARTING: 1012,
  /** The document cannot be read or written at the moment. */
  TRY_LATER: 1013,
  MALFORMED: 4400,
  SIGNED_OUT: 4401,
  /** The right to read was taken away. */
  ACCESS_LOST: 4403,
  /** There is no such document, or it is not the person's to see. */
  NOT_FOUND: 4404,
  /** What came contradicts what is stored; only a fresh copy of the document helps. */
  CONFLICT: 4409,
  TOO_LARGE: 4413,
  /** The page speaks another schema of the document than the server. */
  OTHER_SCHEMA: 4426,
  TOO_MANY: 4429,
} as const
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode]

export const isFinal = (code: number): boolean => code >= 4400 && code < 4500

/** After these a copy kept for work offline is the person's no longer, or of no use. */
export function endsOfflineCopy(code: number): boolean {
  const ending: readonly number[] = [
    CloseCode.ACCESS_LOST,
    CloseCode.NOT_FOUND,
    CloseCode.OTHER_SCHEMA,
  ]
  return ending.includes(code)
}
