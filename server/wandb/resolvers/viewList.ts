import type { GraphQLContext } from '../services'
import { type Args, connection, pageOf, type ProjectModel, textArg } from './types'

/** Of one kind and one name where they are asked for. */
export async function viewsOf(project: ProjectModel, args: Args, context: GraphQLContext) {
  const [type, name, user] = ['viewType', 'viewName', 'userName'].map((key) => textArg(args, key))
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
  const { skip, take } = pageOf(args)
  const shown = wanted.slice(skip, skip + take)
  return connection(shown, args, (report) => report, wanted.length, skip)
}
