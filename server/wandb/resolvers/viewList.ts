import type { GraphQLContext } from '../services'
import { type Args, connection, pageOf, type ProjectModel, textArg } from './types'
import { WORKSPACE_TYPE, workspacesOf } from './workspaceView'

/** Of one kind and one name where they are asked for. */
export async function viewsOf(project: ProjectModel, args: Args, context: GraphQLContext) {
  const [type, name, user] = ['viewType', 'viewName', 'userName'].map((key) => textArg(args, key))
  const page = pageOf(args)
  if (type === WORKSPACE_TYPE) {
    const found = await workspacesOf(project, name, context)
    const shown = found.slice(page.skip, page.skip + page.take)
    return connection(shown, args, (one) => one, found.length, page.skip)
  }
  const all = await context.reports.list(project.id, false)
  const named = await context.reports.wandbNames(all)
  const wanted = all.filter((report) => {
    const known = named.get(report.id) ?? { name: report.slug, type: 'runs' }
    return (
      (type === undefined || known.type === type) &&
      (name === undefined || known.name === name) &&
      (user === undefined || report.owner?.username === user)
    )
  })
  const shown = wanted.slice(page.skip, page.skip + page.take)
  return connection(shown, args, (report) => report, wanted.length, page.skip)
}
