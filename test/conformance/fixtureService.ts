/**
 * The service that wandb's own tests ask for users, organizations and teams: `GET /health` and
 * `POST /db/user`, `/db/organization`, `/db/team`. It writes into the database of a server that was
 * started for these tests and hands out keys to whoever asks, so nothing of Runroom imports it.
 */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { TestAccounts } from './testAccounts'

const userCommand = z.object({
  command: z.enum(['up', 'password', 'down']),
  username: z.string(),
  admin: z.boolean().default(false),
})

const role = z.enum(['admin', 'member', 'viewer'])

const organizationCommand = z.object({
  command: z.enum(['up', 'add_members', 'down']),
  orgName: z.string(),
  username: z.string().nullish(),
  fixtureData: z.object({ members: z.array(z.object({ username: z.string(), role })) }).nullish(),
})

const teamCommand = z.object({
  command: z.literal('up'),
  username: z.string(),
  fixtureData: z.object({
    team: z.object({ name: z.string() }),
    organization: z.object({ name: z.string() }),
  }),
})

export interface FixtureService {
  port: number
  close(): Promise<void>
}

/** @throws in production: there it would give everybody's data to anyone. */
export async function startFixtureService(accounts: TestAccounts): Promise<FixtureService> {
  if (process.env.NODE_ENV === 'production') {
    throw new Error('the fixture service is for tests only')
  }
  const handle = async (path: string, body: string): Promise<void> => {
    if (path === '/health') return
    const json: unknown = JSON.parse(body)
    if (path === '/db/user') return changeUser(accounts, userCommand.parse(json))
    if (path === '/db/organization') {
      return changeOrganization(accounts, organizationCommand.parse(json))
    }
    if (path === '/db/team') {
      const { username, fixtureData } = teamCommand.parse(json)
      return accounts.addTeam(fixtureData.team.name, fixtureData.organization.name, username)
    }
    throw new Error(`no such path: ${path}`)
  }
  const server = http.createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      handle(req.url ?? '', Buffer.concat(chunks).toString()).then(
        () => res.end('{}'),
        // The tests only print what went wrong.
        (error: unknown) => res.writeHead(400).end(String(error)),
      )
    })
  })
  // Tests reach it by the name localhost, which may stand for either address family.
  await new Promise<void>((resolve) => server.listen(0, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function changeUser(accounts: TestAccounts, input: z.output<typeof userCommand>) {
  if (input.command === 'up') await accounts.addUser(input.username, input.admin)
  else if (input.command === 'down') await accounts.lockOut(input.username)
  // "password" makes the name the key as well, which it is from the start here.
}

async function changeOrganization(
  accounts: TestAccounts,
  input: z.output<typeof organizationCommand>,
) {
  if (input.command === 'up') await accounts.addOrganization(input.orgName, input.username)
  else if (input.command === 'add_members') {
    for (const member of input.fixtureData?.members ?? []) {
      await accounts.addMember(input.orgName, member.username, member.role)
    }
  }
}
