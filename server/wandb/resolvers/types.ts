import type { Entity, Prisma, RunFile, User } from '../../db'
import type { GraphQLContext } from '../services'

/** Arguments as graphql-js gives them: unset ones are null or undefined alike. */
export type Args = Record<string, unknown>

export type Resolver<Parent> = (parent: Parent, args: Args, context: GraphQLContext) => unknown

export type Resolvers<Parent> = Record<string, Resolver<Parent>>

export type ProjectModel = Prisma.ProjectGetPayload<{ include: { entity: true } }>

export const includeForRun = { project: { include: { entity: true } }, user: true } as const
export type RunModel = Prisma.RunGetPayload<{ include: typeof includeForRun }>

export type EntityModel = Entity
export type UserModel = User
export interface FileModel {
  runId: number
  /** What was asked for; the row is missing while nothing is uploaded. */
  name: string
  row: RunFile | undefined
}

export function textArg(args: Args, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'string' ? value : undefined
}

export function intArg(args: Args, name: string): number | undefined {
  const value = args[name]
  return typeof value === 'number' ? value : undefined
}

/** A page of a list, with cursors that count items. */
export function connection<T, N>(
  items: readonly T[],
  args: Args,
  node: (item: T) => N,
  totalCount = items.length,
  offset = 0,
) {
  return {
    edges: items.map((item, i) => ({ node: node(item), cursor: encodeCursor(offset + i + 1) })),
    pageInfo: {
      endCursor:
        items.length > 0 ? encodeCursor(offset + items.length) : (textArg(args, 'after') ?? null),
      hasNextPage: offset + items.length < totalCount,
    },
    totalCount,
  }
}

const MAX_PAGE = 1000

export function pageOf(args: Args): { skip: number; take: number } {
  const after = textArg(args, 'after')
  const take = Math.min(Math.max(intArg(args, 'first') ?? 50, 0), MAX_PAGE)
  return { skip: after ? decodeCursor(after) : 0, take }
}

function encodeCursor(position: number): string {
  return Buffer.from(`at:${position}`).toString('base64')
}

function decodeCursor(cursor: string): number {
  const match = /^at:(\d{1,12})$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))
  return match ? Number(match[1]) : 0
}
