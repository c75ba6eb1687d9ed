/** Who may open a socket, decided before the upgrade is answered. */
import type { IncomingMessage } from 'node:http'
import { CloseCode } from '@/lib/collab/closeCodes'
import { COLLAB_PATH, type DocumentRole } from '@/lib/collab/wire'
import { type Auth, isSameOrigin, type Principal, type UserPrincipal } from '../auth'
import type { DocumentFacts, Documents } from '../documents'
import { HttpError } from '../http/errors'
import { RateLimiter } from '../http/rateLimiter'
import type { DocumentKinds } from './kinds'

export interface Admitted {
  documentId: number
  kind: DocumentFacts['kind']
  principal: UserPrincipal
  role: DocumentRole
  wantsAcks: boolean
}

/** The upgrade is completed only to say so: a failed one y-websocket would repeat for ever. */
export interface Refused {
  code: CloseCode
  reason: string
}

const CONNECTS_PER_MINUTE = { known: 6_000, unknown: 600 }

export class Admission {
  private readonly known = new RateLimiter({ tries: CONNECTS_PER_MINUTE.known, perMs: 60_000 })
  private readonly unknown = new RateLimiter({ tries: CONNECTS_PER_MINUTE.unknown, perMs: 60_000 })

  constructor(
    private readonly auth: Auth,
    private readonly documents: Documents,
    private readonly kinds: DocumentKinds,
    private readonly publicUrl: string | undefined,
  ) {}

  /** @throws HttpError for what is not even a question of rights; the client may try again */
  async decide(req: IncomingMessage): Promise<Admitted | Refused> {
    if (!isSameOrigin(req, this.publicUrl)) {
      throw new HttpError(403, 'forbidden', 'The request comes from another site.')
    }
    const principal = await this.auth.authenticate(req)
    if (principal.kind === 'anonymous') {
      this.unknown.take(req.socket.remoteAddress ?? '')
      return { code: CloseCode.SIGNED_OUT, reason: 'sign in first' }
    }
    this.known.take(`${principal.credential.kind}/${principal.credential.id}`)
    const { documentId, wantsAcks, schema } = readAddress(req.url ?? '')
    const facts = documentId === undefined ? undefined : await this.documents.find(documentId)
    const role =
      facts && documentId !== undefined
        ? await this.kinds[facts.kind].roleOf(principal, documentId)
        : null
    if (!facts || !role || documentId === undefined) {
      return { code: CloseCode.NOT_FOUND, reason: 'no such document, or not yours to see' }
    }
    // Other clients than our pages know of no schemas.
    if (schema !== undefined && schema !== this.kinds[facts.kind].schemaVersion) {
      return {
        code: CloseCode.OTHER_SCHEMA,
        reason: 'the page is of another version: load it anew',
      }
    }
    return { documentId, kind: facts.kind, principal, role, wantsAcks }
  }

  /** Null when the document is no longer there for the principal. */
  async roleIn(principal: Principal, documentId: number): Promise<DocumentRole | null> {
    const facts = await this.documents.find(documentId)
    return facts ? this.kinds[facts.kind].roleOf(principal, documentId) : null
  }
}

function readAddress(address: string) {
  const url = new URL(address, 'http://x')
  const id = url.pathname.slice(COLLAB_PATH.length)
  const schema = url.searchParams.get('schema')
  return {
    documentId: /^[1-9]\d{0,8}$/.test(id) ? Number(id) : undefined,
    wantsAcks: url.searchParams.get('ack') === '1',
    // What is no number is no version of ours.
    schema: schema === null ? undefined : /^\d{1,9}$/.test(schema) ? Number(schema) : -1,
  }
}
