import type { Principal } from './principal'

const LIFETIME_MS = 15_000
const CAPACITY = 10_000

/**
 * Remembers who a credential belongs to, so that ingest does not ask the database for every post.
 * Entries are short-lived, and all are dropped whenever anything is revoked.
 */
export class PrincipalCache {
  private entries = new Map<string, { principal: Promise<Principal>; until: number }>()

  get(credential: string, load: () => Promise<Principal>): Promise<Principal> {
    const found = this.entries.get(credential)
    if (found && found.until > Date.now()) return found.principal
    if (this.entries.size >= CAPACITY) this.entries.clear()
    const principal = load()
    const entry = { principal, until: Date.now() + LIFETIME_MS }
    this.entries.set(credential, entry)
    const forget = () => {
      if (this.entries.get(credential) === entry) this.entries.delete(credential)
    }
    // Neither a failure nor a refusal is remembered: the credential may be made a moment later.
    principal.then((p) => p.kind === 'anonymous' && forget(), forget)
    return principal
  }

  clear(): void {
    this.entries = new Map()
  }
}
