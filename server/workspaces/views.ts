import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import { PERSONAL_VIEW, type WorkspaceView } from '@/lib/api/views'
import type { DocumentRole } from '@/lib/collab/wire'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { replaceWorkspace, workspaceSpec } from '@/lib/workspace/wandb/roundTrip'
import { ZodError } from 'zod'
import {
  canReadView,
  canWriteView,
  mayChange,
  type Principal,
  type ProjectRights,
  type UserPrincipal,
  type ViewRights,
} from '../auth'
import { Prisma, type PrismaClient } from '../db'
import type { Documents } from '../documents'
import { badRequest, conflict, forbidden, notFound } from '../http/errors'
import { copyWorkspace } from './copy'

/** How long a deleted view can be brought back. */
const KEPT_DAYS = 7
const DAY_MS = 86_400_000

const select = {
  id: true,
  documentId: true,
  slug: true,
  name: true,
  personalOfId: true,
  createdAt: true,
  updatedAt: true,
  deletedAt: true,
  owner: { select: { username: true, name: true } },
  project: { select: { entityId: true, visibility: true, creatorId: true, frozen: true } },
} satisfies Prisma.WorkspaceViewSelect
export type ViewFacts = Prisma.WorkspaceViewGetPayload<{ select: typeof select }>

/** What the room needs of live documents. */
export interface LiveDocuments {
  read(documentId: number): Promise<Y.Doc>
  edit(documentId: number, origin: string, change: (doc: Y.Doc) => void): Promise<void>
  close(documentId: number): Promise<void>
}

/** Saved views of workspaces: names and addresses of documents, and who sees which. */
export class Views {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly documents: Documents,
    private readonly live: LiveDocuments,
  ) {}

  /** Who may open a view's document. */
  async roleOf(principal: Principal, documentId: number): Promise<DocumentRole | null> {
    const view = await this.prisma.workspaceView.findUnique({ where: { documentId }, select })
    // A document that no view shows belongs to the project as a whole.
    if (!view) return this.documents.roleByProject(principal, documentId)
    if (view.deletedAt || !canReadView(principal, rightsOf(view))) return null
    return canWriteView(principal, rightsOf(view)) ? 'write' : 'read'
  }

  /** The person's own view first, then the shared ones by name. */
  async list(principal: Principal, projectId: number): Promise<ViewFacts[]> {
    const userId = principal.kind === 'user' ? principal.userId : 0
    return this.prisma.workspaceView.findMany({
      where: {
        projectId,
        deletedAt: null,
        OR: [{ personalOfId: null }, { personalOfId: userId }],
      },
      select,
      orderBy: [{ personalOfId: { sort: 'asc', nulls: 'last' } }, { name: 'asc' }, { id: 'asc' }],
    })
  }

  /** @throws HttpError 404 unless the person may see the view */
  async find(principal: Principal, projectId: number, slug: string): Promise<ViewFacts> {
    const view = await this.prisma.workspaceView.findFirst({ where: { projectId, slug }, select })
    if (!view || view.deletedAt || !canReadView(principal, rightsOf(view))) {
      throw notFound(`The view ${slug}`)
    }
    return view
  }

  /** The person's own view of a project they may read, made when there is none. */
  async personal(principal: UserPrincipal, projectId: number): Promise<ViewFacts> {
    if (!mayChange(principal))
      throw forbidden('This key only reads: it has no workspace of its own.')
    const { userId } = principal
    const where = { projectId_personalOfId: { projectId, personalOfId: userId } }
    const found = await this.prisma.workspaceView.findUnique({ where, select })
    if (found) return found
    const empty = Y.encodeStateAsUpdate(newWorkspaceDoc())
    try {
      return await this.create(projectId, userId, PERSONAL_VIEW, empty, userId)
    } catch (error) {
      if (!isDuplicate(error)) throw error
      // Another tab was faster.
      return this.prisma.workspaceView.findUniqueOrThrow({ where, select })
    }
  }

  /** A new view, shared with the project, that begins as a copy of another. */
  async saveAs(
    principal: UserPrincipal,
    projectId: number,
    project: ProjectRights,
    name: string,
    from: string,
  ): Promise<ViewFacts> {
    const source = await this.find(principal, projectId, from)
    if (!canWriteView(principal, { project, personalOfId: null })) {
      throw forbidden('You may look at this project, but not save views in it.')
    }
    const state = copyWorkspace(await this.live.read(source.documentId))
    return this.create(projectId, principal.userId, name, state, null)
  }

  /**
   * One that W&B's tools have saved: a new view, shared with the project, or in place of one.
   * @param slug how the address of a new one shall end
   * @throws HttpError 400 for what is no workspace's spec
   */
  async saveSpec(
    principal: UserPrincipal,
    project: ProjectRights & { id: number },
    view: ViewFacts | null,
    { slug, name, spec }: { slug: string; name: string; spec: string },
  ): Promise<ViewFacts> {
    const source = parsed(spec)
    const doc = newWorkspaceDoc()
    try {
      doc.transact(() => replaceWorkspace(doc, source))
    } catch (error) {
      if (error instanceof ZodError) throw badRequest('spec: is no workspace', 'spec')
      throw error
    }
    if (view) {
      this.needWrite(principal, view)
      await this.live.edit(view.documentId, 'import', (live) => replaceWorkspace(live, source))
      await this.prisma.wandbWorkspace.upsert({
        where: { viewId: view.id },
        create: { viewId: view.id, spec },
        update: { spec },
      })
      return this.rename(principal, view, name)
    }
    if (!canWriteView(principal, { project, personalOfId: null })) {
      throw forbidden('You may look at this project, but not save views in it.')
    }
    const state = Y.encodeStateAsUpdate(doc)
    const more = { slug, wandb: { create: { spec } } }
    try {
      return await this.create(project.id, principal.userId, name, state, null, more)
    } catch (error) {
      if (isDuplicate(error)) throw conflict('name: there is a view of that name', 'name')
      throw error
    }
  }

  /** JSON of a view as W&B's tools read it. */
  async spec(view: ViewFacts): Promise<string> {
    const saved = await this.prisma.wandbWorkspace.findUnique({ where: { viewId: view.id } })
    const doc = await this.live.read(view.documentId)
    return JSON.stringify(workspaceSpec(doc, view.name, saved ? parsed(saved.spec) : null))
  }

  async rename(principal: Principal, view: ViewFacts, name: string): Promise<ViewFacts> {
    this.needWrite(principal, view)
    return this.prisma.workspaceView.update({
      where: { id: view.id },
      data: { name, updatedAt: new Date() },
      select,
    })
  }

  /** For a while it can be restored. Whoever has it open is told. */
  async remove(principal: Principal, view: ViewFacts): Promise<void> {
    this.needWrite(principal, view)
    if (view.personalOfId !== null) {
      throw badRequest('Your own workspace cannot be deleted.', 'slug')
    }
    await this.prisma.workspaceView.update({
      where: { id: view.id },
      data: { deletedAt: new Date() },
    })
    await this.live.close(view.documentId)
    await this.purge()
  }

  async restore(principal: Principal, projectId: number, slug: string): Promise<ViewFacts> {
    const view = await this.prisma.workspaceView.findFirst({ where: { projectId, slug }, select })
    if (!view || !canReadView(principal, rightsOf(view))) throw notFound(`The view ${slug}`)
    this.needWrite(principal, view)
    return this.prisma.workspaceView.update({
      where: { id: view.id },
      data: { deletedAt: null },
      select,
    })
  }

  present(principal: Principal, view: ViewFacts): WorkspaceView {
    const { slug, name, documentId, owner, createdAt, updatedAt } = view
    return {
      slug,
      name,
      documentId,
      owner,
      personal: view.personalOfId !== null,
      canWrite: canWriteView(principal, rightsOf(view)),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }
  }

  private needWrite(principal: Principal, view: ViewFacts): void {
    if (!canWriteView(principal, rightsOf(view))) {
      throw forbidden('You may look at this view, but not change it.')
    }
  }

  private create(
    projectId: number,
    ownerId: number,
    name: string,
    state: Uint8Array,
    personalOfId: number | null,
    more: Pick<Prisma.WorkspaceViewUncheckedCreateInput, 'wandb'> & { slug?: string } = {},
  ): Promise<ViewFacts> {
    return this.prisma.$transaction(async (tx) => {
      const documentId = await this.documents.create(tx, 'WORKSPACE', projectId, state)
      const slug = `nw-${randomBytes(6).toString('hex')}`
      const data = { projectId, documentId, slug, name, ownerId, personalOfId, ...more }
      return tx.workspaceView.create({ data, select })
    })
  }

  /** Documents of views that nobody brought back. */
  private async purge(): Promise<void> {
    const before = new Date(Date.now() - KEPT_DAYS * DAY_MS)
    await this.prisma.document.deleteMany({ where: { view: { deletedAt: { lt: before } } } })
  }
}

function parsed(spec: string): unknown {
  try {
    return JSON.parse(spec)
  } catch {
    throw badRequest('spec: is no JSON', 'spec')
  }
}

function rightsOf({ project, personalOfId }: ViewFacts): ViewRights {
  return { project, personalOfId }
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
