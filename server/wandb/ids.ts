/** Ids as the SDK expects them: opaque, and valid base64. */

type Kind = 'Run' | 'Project' | 'User' | 'Entity' | 'File' | 'ApiKey'

export function encodeId(kind: Kind, id: number): string {
  return Buffer.from(`${kind}:v1:${id}`).toString('base64')
}

/** The number behind an id of the given kind, or undefined for anything else. */
export function decodeId(kind: Kind, text: string): number | undefined {
  const match = /^(\w+):v1:(\d+)$/.exec(Buffer.from(text, 'base64').toString('utf8'))
  if (match?.[1] !== kind) return undefined
  const id = Number(match[2])
  return Number.isSafeInteger(id) && id < 2 ** 31 ? id : undefined
}
