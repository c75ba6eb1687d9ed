import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits; what the client keeps. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** An API key in the form every SDK version accepts: exactly 40 letters and digits (238 bits). */
export function newApiKey(): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let key = ''
  while (key.length < 40) {
    for (const byte of randomBytes(64)) {
      // Bytes from 248 up would favour the first letters.
      if (byte < 248 && key.length < 40) key += alphabet[byte % 62]
    }
  }
  return key
}

/** Tokens are random, so one SHA-256 is enough to store them by. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
