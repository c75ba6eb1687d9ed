/** How nodes look in the editor, where that is more than their HTML. */
import type { AnyExtension, Node } from '@tiptap/core'
import { NodeViewWrapper, type ReactNodeViewProps, ReactNodeViewRenderer } from '@tiptap/react'
import type { ComponentType } from 'react'
import { enterBlock, recordBlockView } from '../../blocks/recordBlockView'
import type { RecordBlock } from '@/lib/reports/blocks'

type View = (extension: AnyExtension) => AnyExtension

/** A node that React draws. */
function drawn(Component: ComponentType<ReactNodeViewProps>): View {
  return (extension) =>
    (extension as Node).extend({ addNodeView: () => ReactNodeViewRenderer(Component) })
}

/** A node that shows a record; it has a handle of its own to be dragged by. */
function record(type: RecordBlock): View {
  return (extension) =>
    (extension as Node).extend({
      draggable: false,
      addNodeView: () => recordBlockView(type),
      addKeyboardShortcuts: () => ({ Enter: ({ editor }) => enterBlock(editor) }),
    })
}

/** By the node's name. */
export const VIEWS: Readonly<Record<string, View>> = {
  panelGrid: record('panelGrid'),
  runSet: record('runSet'),
  unknownBlock: drawn(UnknownBlock),
}

function UnknownBlock() {
  return (
    <NodeViewWrapper className="rounded-md border border-line bg-sunken px-3 py-2 text-12 text-ink-2">
      A block that this version of Runroom does not know. It is kept as it is.
    </NodeViewWrapper>
  )
}
