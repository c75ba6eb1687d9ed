/** Saved views of workspaces as W&B's tools know them. */
import type { ViewFacts } from '../../workspaces'
import type { GraphQLContext } from '../services'
import type { ProjectModel } from './types'

export const WORKSPACE_TYPE = 'project-view'

/** A view, with the project that it is of. */
export interface WorkspaceModel {
  workspace: ViewFacts
  project: ProjectModel
}

/** The tools write `nw-<id>-v` where addresses have `?nw=<id>`. */
export const nameOf = ({ slug }: ViewFacts): string => `nw-${slug}-v`
export const slugOfName = (name: string): string => /^nw-(.+)-v$/.exec(name)?.[1] ?? name

export const workspaceId = ({ slug }: ViewFacts): string => btoa(`View:v1:workspace:${slug}`)

/** Undefined of what is no id of a workspace's view. */
export function slugOfId(id: string): string | undefined {
  return /^View:v1:workspace:(.+)$/.exec(Buffer.from(id, 'base64').toString('utf8'))?.[1]
}

export async function workspacesOf(
  project: ProjectModel,
  name: string | undefined,
  { views, principal }: GraphQLContext,
): Promise<WorkspaceModel[]> {
  const all = await views.list(principal, project.id)
  const slug = name === undefined ? undefined : slugOfName(name)
  // The tools take the beginning of our own addresses for a part of theirs.
  const wanted =
    slug === undefined ? all : all.filter((one) => one.slug === slug || one.slug === `nw-${slug}`)
  return wanted.map((workspace) => ({ workspace, project }))
}
