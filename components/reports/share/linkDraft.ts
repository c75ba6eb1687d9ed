/** What somebody types about a link, and what of it is sent. */
import type { ChangeLink, CreateLink, ShareLinkItem, ShareRole } from '@/lib/api/sharing'

export interface LinkDraft {
  role: ShareRole
  label: string
  /** Empty: as it was, or none. */
  password: string
  removePassword: boolean
  /** As <input type="datetime-local"> has it, in the person's own time; empty: never. */
  expires: string
  frozen: boolean
  showProjects: boolean
  showPeople: boolean
  mayHideRuns: boolean
  maySmooth: boolean
  mayLogScale: boolean
  mayIndex: boolean
  /** One origin a line. */
  frames: string
}

export function draftOf(link: ShareLinkItem | undefined): LinkDraft {
  return {
    role: link?.role ?? 'VIEW',
    label: link?.label ?? '',
    password: '',
    removePassword: false,
    expires: link?.expiresAt ? localTime(new Date(link.expiresAt)) : '',
    frozen: (link?.frozenAt ?? null) !== null,
    showProjects: link?.showProjects ?? false,
    showPeople: link?.showPeople ?? false,
    mayHideRuns: link?.mayHideRuns ?? true,
    maySmooth: link?.maySmooth ?? true,
    mayLogScale: link?.mayLogScale ?? true,
    mayIndex: link?.mayIndex ?? false,
    frames: link?.frameAncestors.join('\n') ?? '',
  }
}

export function newLink(draft: LinkDraft): CreateLink {
  const { role, frozen, password } = draft
  return { ...common(draft), role, frozen, ...(password === '' ? {} : { password }) }
}

/** An expiry that nobody touched is not sent: it may lie in the past. */
export function changedLink(before: LinkDraft, draft: LinkDraft): ChangeLink {
  const { expiresAt, ...rest } = common(draft)
  return {
    ...rest,
    ...(draft.expires === before.expires ? {} : { expiresAt }),
    ...(draft.removePassword
      ? { password: null }
      : draft.password === ''
        ? {}
        : { password: draft.password }),
  }
}

function common(draft: LinkDraft) {
  const { label, expires, frames, showProjects, showPeople } = draft
  const { mayHideRuns, maySmooth, mayLogScale, mayIndex } = draft
  return {
    ...{ label, showProjects, showPeople, mayHideRuns, maySmooth, mayLogScale, mayIndex },
    expiresAt: expires === '' ? null : new Date(expires).toISOString(),
    frameAncestors: frames
      .split(/[\s,]+/)
      .map((origin) => origin.replace(/\/+$/, ''))
      .filter(Boolean),
  }
}

function localTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}
