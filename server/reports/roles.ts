/** Who may do what with a report: by its project, or by a link that lets people in. */
import {
  canReadProject,
  canWriteProject,
  mayChange,
  type Principal,
  type ProjectRights,
} from '../auth'
import type { Prisma, PrismaClient } from '../db'

export type ReportRole = 'read' | 'comment' | 'write'

interface Rights {
  id: number
  project: ProjectRights
}

/** Links to a report, or to any, that let people in by name, as long as they hold. */
export function holdingLinks(reportId?: number) {
  return {
    ...(reportId === undefined ? {} : { reportId }),
    revokedAt: null,
    pausedAt: null,
    role: { not: 'VIEW' as const },
    OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
  } satisfies Prisma.ShareLinkWhereInput
}

/** Null: it is not theirs to see. Links count while they hold. */
export async function reportRoleOf(
  prisma: PrismaClient,
  principal: Principal,
  { id, project }: Rights,
): Promise<ReportRole | null> {
  if (canWriteProject(principal, project)) return 'write'
  const own = canReadProject(principal, project) ? 'read' : null
  if (principal.kind !== 'user') return own
  const granted = await prisma.shareGrant.findMany({
    where: {
      userId: principal.userId,
      link: holdingLinks(id),
    },
    select: { link: { select: { role: true } } },
  })
  if (granted.length === 0) return own
  const mayEdit = mayChange(principal) && granted.some(({ link }) => link.role === 'EDIT')
  return mayEdit ? 'write' : mayChange(principal) ? 'comment' : 'read'
}
