/** Where pictures in the text of a report are, as the text refers to them. */
export function imagePath(slug: string, name: string): string {
  return `/api/reports/${slug}/images/${name}`
}

/** Undefined of what is no picture of the report's own. */
export function imageName(slug: string, src: string): string | undefined {
  const folder = imagePath(slug, '')
  const name = src.startsWith(folder) ? src.slice(folder.length) : ''
  return /^[\w-]+\.\w+$/.test(name) ? name : undefined
}
