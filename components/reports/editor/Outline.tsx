'use client'

import { useReportEditor } from './editorContext'
import { goToHeading, useHeadings } from './headings'

/** The headings of the text, as a way through it. */
export function Outline() {
  const editor = useReportEditor()
  const headings = useHeadings(editor)
  if (headings.length === 0) {
    return (
      <p className="p-3 text-12 text-ink-3">
        Headings appear here as you write them. Type <code># </code> at the beginning of a line.
      </p>
    )
  }
  const top = Math.min(...headings.map(({ level }) => level))
  return (
    <nav aria-label="Outline" className="p-2">
      <ol>
        {headings.map(({ level, words }, i) => (
          <li key={i}>
            <button
              type="button"
              title={words}
              onClick={() => editor && goToHeading(editor, i)}
              className="block w-full truncate rounded-sm px-2 py-1 text-left text-12 text-ink-2 hover:bg-hover hover:text-ink"
              style={{ paddingLeft: `${8 + 12 * (level - top)}px` }}
            >
              {words}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
