/** Names in a comment as the people they mean. */
import { mentionedNames } from '@/lib/comments/mentions'
import { projectMembers, type ProjectRights } from '../auth'
import type { Prisma } from '../db'

/** Beyond this many nobody is called by name. */
const MAX_MENTIONS = 50

/** Ids of the people named who may read the project; in an open one that is everybody. */
export async function mentionedPeople(
  tx: Prisma.TransactionClient,
  project: ProjectRights,
  text: string,
): Promise<number[]> {
  const names = mentionedNames(text).slice(0, MAX_MENTIONS)
  if (names.length === 0) return []
  const open = project.visibility === 'OPEN'
  const people = await tx.user.findMany({
    where: {
      AND: [
        { username: { in: names } },
        open ? { serviceOfId: null, disabledAt: null } : projectMembers(project),
      ],
    },
    select: { id: true },
  })
  return people.map(({ id }) => id)
}
