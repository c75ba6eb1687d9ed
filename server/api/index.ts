import { Oidc } from '../auth'
import type { Router } from '../http/router'
import { addAlertRoutes } from './alerts'
import { addAnnotationRoutes } from './annotations'
import { addBinRoutes } from './bin'
import { addCommentRoutes } from './comments'
import { addExportRoutes } from './exports'
import { addInvitationRoutes } from './invitations'
import { addNotificationRoutes } from './notifications'
import { addOidcRoutes } from './oidc'
import { addPeopleRoutes } from './people'
import { addProjectRoutes } from './projects'
import { addFigureRoutes } from './figures'
import { addReportExportRoutes } from './reportExports'
import { addReportRoutes } from './reports'
import { addRunQueryRoutes } from './runQuery'
import { addRunRoutes } from './runs'
import { addSeriesRoutes } from './series'
import type { ApiServices } from './services'
export { SharePages } from './sharePages'
import { addSessionRoutes } from './session'
import { addSharingRoutes } from './sharing'
import { addTeamRoutes } from './teams'
import { addVersionRoutes } from './versions'
import { addWorkspaceRoutes } from './workspaces'
import { addWebhookRoutes } from './webhooks'

/** The UI's own HTTP API, all below /api; request and answer shapes are in lib/api. */
export function addApiRoutes(router: Router, services: ApiServices): void {
  const welcome = addSessionRoutes(router, services)
  const { auth, config, prisma } = services
  const oidc = config.oidc && new Oidc(prisma, auth, config.oidc, config.signUp === 'open')
  if (oidc) addOidcRoutes(router, services, oidc)
  addPeopleRoutes(router, services, welcome, oidc?.name ?? null)
  addTeamRoutes(router, services)
  addInvitationRoutes(router, services)
  addProjectRoutes(router, services)
  addRunRoutes(router, services)
  addRunQueryRoutes(router, services)
  addBinRoutes(router, services)
  addSeriesRoutes(router, services)
  addWorkspaceRoutes(router, services)
  addReportRoutes(router, services)
  addVersionRoutes(router, services)
  addCommentRoutes(router, services)
  addSharingRoutes(router, services)
  addFigureRoutes(router, services)
  addReportExportRoutes(router, services)
  addExportRoutes(router, services)
  addAnnotationRoutes(router, services)
  addAlertRoutes(router, services)
  addWebhookRoutes(router, services)
  addNotificationRoutes(router, services)
}
