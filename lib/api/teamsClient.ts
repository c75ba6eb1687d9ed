/** The client for accounts, teams and who may do what. */
import { z } from 'zod'
import { peopleSchema, type SignUp, signInLinkSchema, signInOptionsSchema } from './people'
import { change, get, projectPath, segment, send } from './request'
import type { KeyScope, Role, Visibility } from './roles'
import { createdApiKeySchema, sessionSchema } from './session'
import {
  acceptedInvitationSchema,
  auditPageSchema,
  type CreateInvitation,
  createdInvitationSchema,
  invitationPreviewSchema,
  invitationsSchema,
  ownedProjectsSchema,
  servicesSchema,
  teamSchema,
  teamsSchema,
} from './teams'

const nothing = z.object({})
const teamPath = (team: string) => `/api/teams/${segment(team)}`
const remove = async (path: string) => void (await send(path, { method: 'DELETE' }))

export const teamsApi = {
  teams: (signal?: AbortSignal) => get('/api/teams', teamsSchema, signal),
  createTeam: (name: string) => change('/api/teams', 'POST', { name }, nothing),
  team: (team: string, signal?: AbortSignal) => get(teamPath(team), teamSchema, signal),
  deleteTeam: (team: string) => remove(teamPath(team)),
  changeRole: (team: string, username: string, role: Role) =>
    change(`${teamPath(team)}/members/${segment(username)}`, 'PATCH', { role }, nothing),
  removeMember: (team: string, username: string) =>
    remove(`${teamPath(team)}/members/${segment(username)}`),

  ownProjects: (signal?: AbortSignal) => get('/api/own-projects', ownedProjectsSchema, signal),
  changeVisibility: (entity: string, project: string, visibility: Visibility) =>
    change(projectPath(entity, project), 'PATCH', { visibility }, nothing),

  invitations: (team: string, signal?: AbortSignal) =>
    get(`${teamPath(team)}/invitations`, invitationsSchema, signal),
  invite: (team: string, wanted: CreateInvitation) =>
    change(`${teamPath(team)}/invitations`, 'POST', wanted, createdInvitationSchema),
  revokeInvitation: (team: string, id: number) => remove(`${teamPath(team)}/invitations/${id}`),
  previewInvitation: (token: string) =>
    change('/api/invitations/preview', 'POST', { token }, invitationPreviewSchema),
  acceptInvitation: (token: string) =>
    change('/api/invitations/accept', 'POST', { token }, acceptedInvitationSchema),

  services: (team: string, signal?: AbortSignal) =>
    get(`${teamPath(team)}/services`, servicesSchema, signal),
  createService: (team: string, username: string) =>
    change(`${teamPath(team)}/services`, 'POST', { username }, nothing),
  removeService: (team: string, username: string) =>
    remove(`${teamPath(team)}/services/${segment(username)}`),
  createServiceKey: (team: string, username: string, name: string, scope: KeyScope) =>
    change(
      `${teamPath(team)}/services/${segment(username)}/keys`,
      'POST',
      { name, scope },
      createdApiKeySchema,
    ),
  revokeServiceKey: (team: string, username: string, id: number) =>
    remove(`${teamPath(team)}/services/${segment(username)}/keys/${id}`),

  /** A page of what was done in a team, or with null on the whole server. */
  audit: (team: string | null, before: number | null, signal?: AbortSignal) => {
    const query = before === null ? '' : `?before=${before}`
    const path = team === null ? '/api/audit' : `${teamPath(team)}/audit`
    return get(path + query, auditPageSchema, signal)
  },

  signInOptions: (signal?: AbortSignal) => get('/api/signin-options', signInOptionsSchema, signal),
  signUp: (wanted: SignUp) => change('/api/signup', 'POST', wanted, sessionSchema),
  people: (signal?: AbortSignal) => get('/api/people', peopleSchema, signal),
  setDisabled: (username: string, disabled: boolean) =>
    change(`/api/people/${segment(username)}`, 'PATCH', { disabled }, nothing),
  issueLink: (username: string) =>
    change(`/api/people/${segment(username)}/link`, 'POST', {}, signInLinkSchema),
}
