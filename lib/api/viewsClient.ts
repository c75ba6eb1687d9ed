import { change, get, projectPath, segment, send } from './request'
import { workspaceViewSchema, workspaceViewsSchema } from './views'

const viewsPath = (entity: string, project: string) => `${projectPath(entity, project)}/views`
const viewPath = (entity: string, project: string, slug: string) =>
  `${viewsPath(entity, project)}/${segment(slug)}`

export const viewsApi = {
  list: (entity: string, project: string, signal?: AbortSignal) =>
    get(viewsPath(entity, project), workspaceViewsSchema, signal),
  view: (entity: string, project: string, slug: string, signal?: AbortSignal) =>
    get(viewPath(entity, project, slug), workspaceViewSchema, signal),
  /** One's own, made on the first visit. */
  personal: (entity: string, project: string) =>
    change(`${viewsPath(entity, project)}/personal`, 'POST', {}, workspaceViewSchema),
  saveAs: (entity: string, project: string, name: string, from: string) =>
    change(viewsPath(entity, project), 'POST', { name, from }, workspaceViewSchema),
  rename: (entity: string, project: string, slug: string, name: string) =>
    change(viewPath(entity, project, slug), 'PATCH', { name }, workspaceViewSchema),
  remove: async (entity: string, project: string, slug: string) =>
    void (await send(viewPath(entity, project, slug), { method: 'DELETE' })),
  restore: (entity: string, project: string, slug: string) =>
    change(`${viewPath(entity, project, slug)}/restore`, 'POST', {}, workspaceViewSchema),
}
