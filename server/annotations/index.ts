/** Marks on data. They hang on runs, and so go where those go, into the bin and out of it. */
import {
  type Annotation,
  type AnnotationQuery,
  type Annotations as AnnotationList,
  type ChangeAnnotation,
  type createAnnotationSchema,
  MAX_ANNOTATIONS,
} from '@/lib/api/annotations'
import type { z } from 'zod'
import { isUnstorable } from '@/lib/json/storable'
import type { Stream } from '@/lib/metrics/seriesQuery'
import type { Prisma, PrismaClient } from '../db'
import { type MetricStore, streamId } from '../metrics'
import type { RunEntry } from '../runs'
import { type Place, positionsOf } from './positions'

export interface AnnotationListener {
  annotationChanged(projectId: number, annotation: Annotation): void
  annotationDeleted(projectId: number, runId: number, id: number): void
}

const include = {
  run: { select: { id: true, name: true, displayName: true, number: true } },
  author: { select: { username: true, name: true } },
  resolver: { select: { username: true } },
} satisfies Prisma.AnnotationInclude

type Stored = Prisma.AnnotationGetPayload<{ include: typeof include }>

export class Annotations {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly metrics: MetricStore,
    private readonly listener: AnnotationListener,
  ) {}

  /** Of the runs that are in the project and not in its bin. */
  async list(projectId: number, query: AnnotationQuery): Promise<AnnotationList> {
    const { run, key, author, resolved } = query
    if ([run, key, author].some((text) => text !== undefined && isUnstorable(text))) {
      return { annotations: [], more: false }
    }
    const rows = await this.prisma.annotation.findMany({
      where: {
        run: { projectId, deletedAt: null, ...(run === undefined ? {} : { name: run }) },
        ...(key === undefined ? {} : { key }),
        ...(author === undefined ? {} : { author: { username: author } }),
        ...(resolved === undefined ? {} : { resolvedAt: resolved ? { not: null } : null }),
      },
      include,
      orderBy: { id: 'desc' },
      take: MAX_ANNOTATIONS + 1,
    })
    const more = rows.length > MAX_ANNOTATIONS
    return { annotations: rows.slice(0, MAX_ANNOTATIONS).map(present), more }
  }

  /** Which run it is on, and whose it is. */
  find(id: number): Promise<{ runId: number; authorId: number | null } | null> {
    return this.prisma.annotation.findUnique({
      where: { id },
      select: { runId: true, authorId: true },
    })
  }

  async create(
    run: RunEntry,
    authorId: number,
    { from, to, ...wanted }: z.output<typeof createAnnotationSchema>,
  ): Promise<Annotation> {
    const positions = await this.positions(run, wanted.stream, { axis: wanted.axis, from, to })
    const row = await this.prisma.annotation.create({
      data: { ...wanted, runId: run.id, authorId, xFrom: from, xTo: to, positions },
      include,
    })
    return this.tell(run, row)
  }

  /** Where a place on one x axis is on the others that every run has. */
  async positions(
    run: Pick<RunEntry, 'id'>,
    stream: Stream,
    place: Place,
  ): Promise<Annotation['positions']> {
    const snapshot = await this.metrics.snapshot(run.id, streamId(stream))
    return positionsOf(this.metrics, snapshot, place)
  }

  async change(
    run: RunEntry,
    id: number,
    userId: number,
    { text, resolved }: ChangeAnnotation,
  ): Promise<Annotation> {
    const now = new Date()
    const resolution = resolved
      ? { resolvedAt: now, resolverId: userId }
      : { resolvedAt: null, resolverId: null }
    const row = await this.prisma.annotation.update({
      where: { id },
      data: {
        ...(text === undefined ? {} : { text, updatedAt: now }),
        ...(resolved === undefined ? {} : resolution),
      },
      include,
    })
    return this.tell(run, row)
  }

  async remove(run: RunEntry, id: number): Promise<void> {
    const { count } = await this.prisma.annotation.deleteMany({ where: { id } })
    if (count > 0) this.listener.annotationDeleted(run.projectId, run.id, id)
  }

  private tell(run: RunEntry, row: Stored): Annotation {
    const annotation = present(row)
    if (!run.deleted) this.listener.annotationChanged(run.projectId, annotation)
    return annotation
  }
}

function present(row: Stored): Annotation {
  const { id, run, stream, key, axis, xFrom, xTo, text, author, resolver } = row
  return {
    id,
    run,
    stream: stream === 'events' ? 'events' : 'history',
    key,
    axis,
    positions: { ...(row.positions as Annotation['positions']), [axis]: [xFrom, xTo] },
    text,
    author,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolvedBy: resolver?.username ?? null,
  }
}
