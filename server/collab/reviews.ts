import { CloseCode } from '@/lib/collab/closeCodes'
import type { AccessListener, Auth, UserPrincipal } from '../auth'
import type { Log } from '../log'
import type { Admission } from './admission'
import type { Connection } from './connection'

/** Sessions end by themselves too, and keys may be looked at by another process. */
const EVERY_MS = 60_000

export interface ReviewParts {
  auth: Auth
  admission: Admission
  log: Log
  connections: ReadonlySet<Connection>
  roleChanged(connection: Connection): void
}

/** Keeps what open sockets may do in step with the rights of their people. */
export class Reviews {
  /** Counts changes of rights: what was found out before one must be asked again. */
  private changes = 0
  private readonly timer: NodeJS.Timeout

  constructor(private readonly parts: ReviewParts) {
    parts.auth.onAccessChanged((who) => this.accessChanged(who))
    parts.auth.onRevoked((credential) => this.revoked(credential))
    this.timer = setInterval(() => {
      for (const connection of parts.connections) this.review(connection)
    }, EVERY_MS)
    this.timer.unref()
  }

  /** Repeats a question during which rights changed, so that no old answer lets anybody in. */
  async current<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const before = this.changes
      const answer = await ask()
      if (before === this.changes) return answer
    }
  }

  accessChanged(who: Parameters<AccessListener>[0]): void {
    this.changes++
    for (const connection of this.parts.connections) {
      if (who === 'everyone' || who.includes(connection.userId)) this.review(connection)
    }
  }

  close(): void {
    clearInterval(this.timer)
  }

  private revoked({ kind, id }: UserPrincipal['credential']): void {
    this.changes++
    for (const connection of [...this.parts.connections]) {
      const { credential } = connection.principal
      if (credential.kind === kind && credential.id === id) {
        connection.close(CloseCode.SIGNED_OUT, 'signed out')
      }
    }
  }

  /** No frame is read between a change of rights and what it means for the socket. */
  private review(connection: Connection): void {
    const release = connection.hold()
    connection.reviewing = connection.reviewing
      .then(() => this.reviewOne(connection))
      .catch((error: unknown) => {
        // Whose rights cannot be known does nothing. The client connects again by itself.
        this.parts.log.debug(`rights in document ${connection.documentId}: ${String(error)}`)
        connection.close(CloseCode.TRY_LATER, 'rights cannot be looked up')
      })
      .finally(release)
  }

  private async reviewOne(connection: Connection): Promise<void> {
    const { auth, admission, roleChanged } = this.parts
    const { principal, role } = await this.current(async () => {
      const found = await auth.authenticate(connection.request)
      return { principal: found, role: await admission.roleIn(found, connection.documentId) }
    })
    if (principal.kind === 'anonymous') {
      return connection.close(CloseCode.SIGNED_OUT, 'signed out')
    }
    if (!role) return connection.close(CloseCode.ACCESS_LOST, 'no longer yours to see')
    connection.principal = principal
    if (connection.role === role) return
    connection.role = role
    roleChanged(connection)
  }
}
