/**
 * Where a thread of comments is: on words of the text, on a panel, on a point or a range of its data,
 * or on the report as a whole. A place in the text is a pair of relative positions, which need no
 * write to the document: whoever may only read comments all the same.
 */
import * as Y from 'yjs'
import { z } from 'zod'
import { isUnstorable, toStorableText } from '../json/storable'
import { runIdSchema, streamSchema } from '../metrics/seriesQuery'

export const MAX_QUOTE = 300
/** Base64; a relative position is two numbers and perhaps a name. */
const MAX_POSITION = 400

const positionSchema = z.string().max(MAX_POSITION).refine(isPosition, 'is no relative position')
const idSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => !isUnstorable(text), 'is not valid Unicode')
/** One series of a panel and its x axis. */
const dataShape = {
  panelId: idSchema,
  /** Numeric id of the run whose line it is on; absent where none was pointed at. */
  run: runIdSchema.optional(),
  stream: streamSchema.default('history'),
  key: idSchema,
  axis: idSchema,
}

export const anchorSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('text'),
      start: positionSchema,
      end: positionSchema,
      /** The words as they were, for when they are gone. */
      quote: z.string().max(MAX_QUOTE).transform(toStorableText),
    }),
    z.object({ kind: z.literal('panel'), panelId: idSchema }),
    z.object({ kind: z.literal('point'), ...dataShape, x: z.number() }),
    z.object({ kind: z.literal('range'), ...dataShape, from: z.number(), to: z.number() }),
    z.object({ kind: z.literal('report') }),
  ])
  .refine((anchor) => anchor.kind !== 'range' || anchor.to >= anchor.from, {
    error: 'may not come before `from`',
    path: ['to'],
  })
export type Anchor = z.output<typeof anchorSchema>
export type TextAnchor = Extract<Anchor, { kind: 'text' }>
export type DataAnchor = Extract<Anchor, { kind: 'point' | 'range' }>

export function isDataAnchor(anchor: Anchor): anchor is DataAnchor {
  return anchor.kind === 'point' || anchor.kind === 'range'
}

/** The panel that the thread is on, if it is on one. */
export function panelOf(anchor: Anchor): string | null {
  return 'panelId' in anchor ? anchor.panelId : null
}

export function encodePosition(position: Y.RelativePosition): string {
  return toBase64(Y.encodeRelativePosition(position))
}

/** Null for what is none. */
export function decodePosition(text: string): Y.RelativePosition | null {
  try {
    return Y.decodeRelativePosition(fromBase64(text))
  } catch {
    return null
  }
}

function isPosition(text: string): boolean {
  return /^[A-Za-z0-9+/]+=*$/.test(text) && decodePosition(text) !== null
}

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
