/** Names in a comment as the people they mean, and who may read what is said to them. */
import { mentionedNames } from '@/lib/comments/mentions'
import { projectMembers, type ProjectRights } from '../auth'
import { holdingLinks } from '../reports'
import type { Prisma } from '../db'

/** Beyond this many nobody is called by name. */
const MAX_MENTIONS = 50

interface Readable {
  id: number
  project: ProjectRights
}

/** People who may read a report, by its project or by a link; in an open project that is everybody. */
export function readersOf({ id, project }: Readable): Prisma.UserWhereInput {
  if (project.visibility === 'OPEN') return { serviceOfId: null, disabledAt: null }
  const byLink = { shareGrants: { some: { link: holdingLinks(id) } } }
  return { disabledAt: null, OR: [projectMembers(project), byLink] }
}

/** Ids of the people named who may read it. */
export async function mentionedPeople(
  tx: Prisma.TransactionClient,
  report: Readable,
  text: string,
): Promise<number[]> {
  const names = mentionedNames(text).slice(0, MAX_MENTIONS)
  if (names.length === 0) return []
  const people = await tx.user.findMany({
    where: { AND: [{ username: { in: names } }, readersOf(report)] },
    select: { id: true },
  })
  return people.map(({ id }) => id)
}
