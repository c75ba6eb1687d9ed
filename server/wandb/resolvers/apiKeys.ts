/** People's own API keys. */
import { canManageSelf } from '../../auth'
import { badRequest, forbidden, notFound } from '../../http/errors'
import { decodeId, encodeId } from '../ids'
import type { GraphQLContext } from '../services'
import { type Args, type Resolvers, textArg, type UserModel } from './types'

const MAX_NAME = 100

export const keyMutations: Resolvers<undefined> = {
  async generateApiKey(_root, args, context) {
    const name = textArg(args.input as Args, 'description')?.trim() || 'made by a script'
    if (name.length > MAX_NAME) {
      throw badRequest(`description is longer than ${MAX_NAME} characters`, 'description')
    }
    const { id, key } = await context.auth.createApiKey(self(context), name)
    return { apiKey: { id: encodeId('ApiKey', id), name: key, description: name } }
  },

  async deleteApiKey(_root, args, context) {
    const id = decodeId('ApiKey', textArg(args.input as Args, 'id') ?? '')
    const gone = id !== undefined && (await context.auth.revokeApiKey(self(context), id))
    if (!gone) throw notFound('The key')
    return { success: true }
  },
}

function self({ principal }: GraphQLContext): number {
  if (!canManageSelf(principal)) throw forbidden('This key may not change keys.')
  return principal.userId
}

export async function apiKeysOf(user: UserModel, { auth, principal }: GraphQLContext) {
  if (principal.kind !== 'user' || principal.userId !== user.id) return { edges: [] }
  const keys = await auth.listApiKeys(user.id)
  return {
    edges: keys.map(({ id, name, hint }) => ({
      node: { id: encodeId('ApiKey', id), name: hint, description: name },
    })),
  }
}
