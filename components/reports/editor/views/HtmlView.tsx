'use client'

import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'

/** HTML is never run here: its source is what is shown. */
export function HtmlView({ node }: ReactNodeViewProps) {
  return (
    <NodeViewWrapper className="html-block">
      <pre>{String(node.attrs['source'])}</pre>
    </NodeViewWrapper>
  )
}
