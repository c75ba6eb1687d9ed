const ALLOWED = new Set(['http:', 'https:', 'mailto:'])

/** Empty for what leads elsewhere than links may; a place in the text itself may stay. */
export function safeUrl(url: string): string {
  if (url.startsWith('#')) return url
  try {
    return ALLOWED.has(new URL(url).protocol) ? url : ''
  } catch {
    return ''
  }
}
