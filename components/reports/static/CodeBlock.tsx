import { highlight } from '@/components/files/preview/highlight'
import { plainText, type ReportNode } from '@/lib/reports/nodes'

/** What people write after the fence, as the colouring knows it. */
const ALIASES: Record<string, string> = {
  ...{ sh: 'bash', shell: 'bash', zsh: 'bash', console: 'bash', py: 'python', js: 'javascript' },
  ...{ jsx: 'javascript', ts: 'typescript', tsx: 'typescript', yml: 'yaml', html: 'xml' },
  ...{ c: 'cpp', 'c++': 'cpp', cc: 'cpp', toml: 'ini', md: 'markdown', rs: 'rust', jl: 'julia' },
}
const KNOWN = new Set([
  ...['bash', 'cpp', 'css', 'dockerfile', 'go', 'ini', 'java', 'javascript', 'json', 'julia'],
  ...['lua', 'makefile', 'markdown', 'python', 'r', 'rust', 'sql', 'typescript', 'xml', 'yaml'],
])
/** More than this is shown in one colour: finding the tokens would hold up the page. */
const MOST_COLOURED = 100_000

export function CodeBlock({ node }: { node: ReportNode }) {
  const text = plainText(node)
  const named = String(node.attrs?.language ?? '').toLowerCase()
  const language = ALIASES[named] ?? named
  const coloured = KNOWN.has(language) && text.length <= MOST_COLOURED
  return (
    <pre className="code" tabIndex={0} aria-label={named ? `Code, ${named}` : 'Code'} role="region">
      {coloured ? (
        // Every character of the text comes back escaped.
        <code dangerouslySetInnerHTML={{ __html: highlight(text, language) }} />
      ) : (
        <code>{text}</code>
      )}
    </pre>
  )
}
