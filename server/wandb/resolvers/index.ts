import { keyMutations } from './apiKeys'
import { fileFields } from './file'
import { mutations } from './mutation'
import { projectFields } from './project'
import { queries } from './query'
import { runFields } from './run'
import { runEdits } from './runEdits'
import { teamMutations } from './teams'
import type { Resolvers } from './types'
import { entityFields, userFields } from './user'
import { viewFields, viewMutations, viewQueries } from './view'

/** Type name to field name to resolver; fields that are not here are read off their parent. */
export const resolvers: Record<string, Resolvers<never>> = {
  Query: { ...queries, ...viewQueries },
  Mutation: { ...mutations, ...runEdits, ...keyMutations, ...teamMutations, ...viewMutations },
  User: userFields,
  Entity: entityFields,
  Project: projectFields,
  Run: runFields,
  File: fileFields,
  View: viewFields,
}
