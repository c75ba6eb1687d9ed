'use client'

import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { goToHeading, useHeadings } from '../headings'

/** The headings of the whole text, where somebody put them. */
export function ContentsView({ editor }: ReactNodeViewProps) {
  const headings = useHeadings(editor)
  const top = Math.min(...headings.map(({ level }) => level))
  return (
    <NodeViewWrapper as="nav" aria-label="Contents" className="contents-block">
      {headings.length === 0 && (
        <p className="text-13 text-ink-3">The headings of the report will stand here.</p>
      )}
      <ol>
        {headings.map(({ level, words }, i) => (
          <li key={i} style={{ paddingLeft: `${16 * (level - top)}px` }}>
            <button type="button" onClick={() => goToHeading(editor, i)}>
              {words}
            </button>
          </li>
        ))}
      </ol>
    </NodeViewWrapper>
  )
}
