import { z } from 'zod'

/** First segments of URLs that pages and the API use; no entity may be called like them. */
const RESERVED = new Set([
  'api',
  'artifacts',
  'artifactsV2',
  'authorize',
  'collab',
  'files',
  'graphql',
  'healthz',
  'invite',
  'notifications',
  'oidc',
  'projects',
  'ready',
  'reports',
  'sdk',
  'settings',
  'share',
  'signin',
  'signup',
  'socket.io',
  'storage',
  '_next',
  'favicon.ico',
  'robots.txt',
  'icon.svg',
])

export const usernameSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'may hold letters, digits, "-" and "_"')
  .refine((name) => !RESERVED.has(name), 'is a reserved name')

/** What W&B's SDK accepts as a project name or run id, and nothing that could be a path. */
export const urlNameSchema = z
  .string()
  .min(1, 'may not be empty')
  .max(128, 'may have at most 128 characters')

  .regex(/^[^/\\#?%:\u0000-\u001f\u007f]*$/, 'may not hold / \\ # ? % : or control characters')
  .refine((name) => name !== '.' && name !== '..', 'may not be a path')
  .refine((name) => name.isWellFormed(), 'is not valid Unicode')
  .refine((name) => name.trim() === name, 'may not begin or end with a space')
