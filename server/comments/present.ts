/** How threads look from outside. */
import { type Comment, type Reaction, REACTION_NAMES, type Thread } from '@/lib/api/comments'
import { anchorSchema } from '@/lib/comments/anchor'
import type { Prisma } from '../db'

const person = { select: { username: true, name: true } }

export const threadInclude = {
  resolver: person,
  comments: {
    orderBy: { id: 'asc' },
    include: {
      author: person,
      mentions: { include: { user: person } },
      reactions: { include: { user: person }, orderBy: { at: 'asc' } },
    },
  },
} satisfies Prisma.CommentThreadInclude
export type StoredThread = Prisma.CommentThreadGetPayload<{ include: typeof threadInclude }>
type StoredComment = StoredThread['comments'][number]

/** Null when nothing of it is left to be read. */
export function presentThread(row: StoredThread): Thread | null {
  const anchor = anchorSchema.safeParse(row.anchor)
  const last = row.comments.findLastIndex(({ deletedAt }) => deletedAt === null)
  if (!anchor.success || last < 0) return null
  return {
    id: row.id,
    anchor: anchor.data,
    positions: row.positions as Thread['positions'],
    createdAt: row.createdAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolvedBy: row.resolver?.username ?? null,
    // One that was taken back keeps its place only where others come after it.
    comments: row.comments.slice(0, last + 1).map(presentComment),
  }
}

function presentComment(row: StoredComment): Comment {
  const { id, author, createdAt, editedAt } = row
  const deleted = row.deletedAt !== null
  return {
    id,
    author,
    text: deleted ? '' : row.text,
    mentions: deleted ? [] : row.mentions.map(({ user }) => user.username),
    reactions: deleted ? [] : reactionsOf(row),
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    deleted,
  }
}

function reactionsOf({ reactions }: StoredComment): Comment['reactions'] {
  return REACTION_NAMES.flatMap((reaction: Reaction) => {
    const people = reactions.filter((one) => one.reaction === reaction).map(({ user }) => user)
    return people.length > 0 ? [{ reaction, people }] : []
  })
}
