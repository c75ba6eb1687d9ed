import { EDITOR_ROUTES } from './editorRoutes'
import { EXPORT_ROUTES } from './exportRoutes'
import { COMMENT_ROUTES } from './commentRoutes'
import { REPORT_PANEL_ROUTES } from './reportPanelRoutes'
import { REPORT_ROUTES } from './reportRoutes'
import { ROUTES, type RouteRow } from './routes'
import { VERSION_ROUTES } from './versionRoutes'
import { SHARING_ROUTES } from './sharingRoutes'
import { EVERYBODY } from './world'

const to = (path: string) => () => ({ path })

/** There when a sign-in provider is configured. Both answer with redirects, here to our own page. */
const PROVIDER_ROUTES: Record<string, RouteRow> = {
  'GET /api/oidc/start': { who: EVERYBODY, request: to('/api/oidc/start'), answers: 302 },
  'GET /api/oidc/callback': { who: EVERYBODY, request: to('/api/oidc/callback'), answers: 302 },
}

export const ALL_ROUTES: Record<string, RouteRow> = {
  ...ROUTES,
  ...REPORT_ROUTES,
  ...COMMENT_ROUTES,
  ...VERSION_ROUTES,
  ...REPORT_PANEL_ROUTES,
  ...EDITOR_ROUTES,
  ...PROVIDER_ROUTES,
  ...EXPORT_ROUTES,
  ...SHARING_ROUTES,
}
