/** Mentions of runs and reports lead there. */
import { mergeAttributes } from '@tiptap/core'
import { reportsPath, runPath } from '@/components/shell/paths'
import { mentionText } from '@/lib/reports/nodes'
import { Mention } from '../schema/inline'

/** Undefined for people and metrics, which have no page of their own. */
export function mentionHref(attrs: Record<string, unknown>): string | undefined {
  const [entity, project, name] = String(attrs['id']).split('/')
  if (!entity || !project || !name) return undefined
  if (attrs['kind'] === 'run') return runPath(entity, project, name)
  if (attrs['kind'] === 'report')
    return `${reportsPath(entity, project)}/report--${encodeURIComponent(name)}`
  return undefined
}

export const MentionView = Mention.extend({
  renderHTML({ node, HTMLAttributes }) {
    const href = mentionHref(node.attrs)
    const own = { class: 'mention', 'data-kind': String(node.attrs['kind']) }
    const look = href ? { ...own, href, target: '_blank' } : own
    return [href ? 'a' : 'span', mergeAttributes(HTMLAttributes, look), mentionText(node.attrs)]
  },
})
