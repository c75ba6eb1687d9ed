/** The rooms of sockets that watch one project, run or report, and what to ask to know who may be there. */
export const projectRoom = (id: number) => `project/${id}`
export const runRoom = (id: number) => `run/${id}`
export const consoleRoom = (id: number) => `console/${id}`
export const reportRoom = (documentId: number) => `report/${documentId}`
export const credentialRoom = (credential: { kind: string; id: number }) =>
  `credential/${credential.kind}/${credential.id}`

/** Every page of one person: only they are ever in it. */
export const userRoom = (id: number) => `user/${id}`

export interface Place {
  kind: 'project' | 'run' | 'report'
  id: number
}

/** What a room shows; undefined for rooms that show nothing of a single project, run or report. */
export function placeOf(room: string): Place | undefined {
  const match = /^(project|run|console|report)\/(\d+)$/.exec(room)
  if (!match) return undefined
  const kind = match[1] === 'console' ? 'run' : (match[1] as Place['kind'])
  return { kind, id: Number(match[2]) }
}
