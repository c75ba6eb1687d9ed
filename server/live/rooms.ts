/** The rooms of sockets that watch one project or run, and what to ask to know who may be there. */
export const projectRoom = (id: number) => `project/${id}`
export const runRoom = (id: number) => `run/${id}`
export const consoleRoom = (id: number) => `console/${id}`
export const credentialRoom = (credential: { kind: string; id: number }) =>
  `credential/${credential.kind}/${credential.id}`

/** Every page of one person: only they are ever in it. */
export const userRoom = (id: number) => `user/${id}`

/** What a room shows; undefined for rooms that show nothing of a single project or run. */
export function placeOf(room: string): { kind: 'project' | 'run'; id: number } | undefined {
  const match = /^(project|run|console)\/(\d+)$/.exec(room)
  if (!match) return undefined
  return { kind: match[1] === 'project' ? 'project' : 'run', id: Number(match[2]) }
}
