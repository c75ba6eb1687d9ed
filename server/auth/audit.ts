/** What people did with rights: who, when, what and to whom. Written with the change itself. */
import type { Prisma, PrismaClient } from '../db'
import type { UserPrincipal } from './principal'

export interface AuditEntry {
  action: string
  target: string
  /** The team or person whose things it concerns; null when it concerns the whole server. */
  entity: string | null
  detail?: string
}

const PAGE = 50

export async function record(
  tx: Prisma.TransactionClient,
  actor: Pick<UserPrincipal, 'username'>,
  entry: AuditEntry,
): Promise<void> {
  await tx.auditEvent.create({ data: { actor: actor.username, ...entry } })
}

export class AuditLog {
  constructor(private readonly prisma: PrismaClient) {}

  /** A page, newest first; of one entity, or of the whole server with all its entities. */
  async page(entity: string | undefined, before: number | undefined) {
    const events = await this.prisma.auditEvent.findMany({
      where: {
        ...(entity === undefined ? {} : { entity }),
        ...(before === undefined ? {} : { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
    })
    const shown = events.slice(0, PAGE)
    return {
      events: shown.map((event) => ({ ...event, at: event.at.toISOString() })),
      next: events.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    }
  }
}
