/** The report that panels of a project were added to last, in this browser. */
const place = (entity: string, project: string) => `runroom-report-target/${entity}/${project}`

export function rememberedTarget(entity: string, project: string): string | null {
  try {
    return localStorage.getItem(place(entity, project))
  } catch {
    return null
  }
}

export function rememberTarget(entity: string, project: string, slug: string): void {
  try {
    localStorage.setItem(place(entity, project), slug)
  } catch {
    // Where storage is refused, one chooses each time.
  }
}
