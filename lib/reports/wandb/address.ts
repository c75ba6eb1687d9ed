/** How W&B's tools call a report: an id in base64, at the end of an address behind two hyphens. */

/** @param slug as our own addresses have it */
export const viewIdOf = (slug: string): string => btoa(`View:v1:${slug}`)

/** The report's slug; undefined of what is no id of a report. */
export function reportOfView(id: string): string | undefined {
  try {
    // Addresses leave out the padding.
    const text = atob(id + '='.repeat((4 - (id.length % 4)) % 4))
    return /^View:v1:([0-9a-f]{16})$/.exec(text)?.[1]
  } catch {
    return undefined
  }
}

/** Of the last part of an address: `Title-of-it--<id>`, or the slug itself. */
export function slugOfAddress(part: string): string {
  const at = part.lastIndexOf('--')
  return (at < 0 ? undefined : reportOfView(part.slice(at + 2))) ?? part
}
