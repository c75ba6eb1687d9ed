/** What people wrote as HTML that shows it, and does nothing else. */

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

export function escapeHtml(text: string): string {
  return text.replace(CONTROL, '').replace(/[&<>"']/g, (letter) => ENTITIES[letter]!)
}

const LEADS_TO = new Set(['http:', 'https:', 'mailto:'])

/** Undefined for what leads elsewhere than links may. Places in the text itself may stay. */
export function safeHref(href: string): string | undefined {
  if (href.startsWith('#')) return href
  try {
    return LEADS_TO.has(new URL(href).protocol) ? href : undefined
  } catch {
    return undefined
  }
}
