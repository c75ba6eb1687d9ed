import { hash, verify } from '@node-rs/argon2'

/** argon2id with the library's defaults (19 MiB, 2 passes), about 0.1 s. */
export function hashPassword(password: string): Promise<string> {
  return hash(password)
}

// Verified against when there is no such user, so that both cases take equally long.
const NOBODY = hash('no such user')

export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  const ok = await verify(stored ?? (await NOBODY), password)
  return ok && stored !== null
}
