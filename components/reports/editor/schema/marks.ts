import { Bold } from '@tiptap/extension-bold'
import { Code } from '@tiptap/extension-code'
import { Highlight } from '@tiptap/extension-highlight'
import { Italic } from '@tiptap/extension-italic'
import { Link } from '@tiptap/extension-link'
import { Strike } from '@tiptap/extension-strike'
import { safeUrl } from '@/lib/text/safeUrl'

/** May be bold or a link, too. By excluding itself it is stored under its plain name. */
const ReportCode = Code.extend({ excludes: 'code' })

const ReportLink = Link.extend({
  addAttributes: () => ({ href: { default: '' }, title: { default: null } }),
}).configure({
  openOnClick: false,
  linkOnPaste: true,
  defaultProtocol: 'https',
  isAllowedUri: (url) => safeUrl(url) !== '',
  HTMLAttributes: { target: '_blank', rel: 'noopener noreferrer' },
})

export const REPORT_MARKS = [ReportLink, Bold, Italic, Strike, Highlight, ReportCode]
