// Who may add panels to reports.
import { done } from '../../../support/teams'
import type { RouteRow } from './routes'
import { WRITERS } from './world'

export const REPORT_PANEL_ROUTES: Record<string, RouteRow> = {
  'POST /api/reports/:slug/panels': {
    who: WRITERS,
    request: async (world) => {
      const reports = '/api/projects/lab/p/reports'
      const { slug } = await done<{ slug: string }>(world.admin.send('POST', reports, {}))
      return {
        path: `/api/reports/${slug}/panels`,
        body: {
          panel: { id: 'x', type: 'markdown', text: 'Words' },
          runSet: { entity: 'lab', project: 'p' },
        },
      }
    },
    answers: 201,
  },
}
