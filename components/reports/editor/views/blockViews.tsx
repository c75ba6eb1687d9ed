/** How nodes look in the editor, where that is more than their HTML. */
import type { AnyExtension, Node } from '@tiptap/core'
import { NodeViewWrapper, type ReactNodeViewProps, ReactNodeViewRenderer } from '@tiptap/react'
import type { ComponentType } from 'react'
import { enterBlock, recordBlockView } from '../../blocks/recordBlockView'
import type { RecordBlock } from '@/lib/reports/blocks'
import { ImageView } from '../images/ImageView'
import { CalloutView } from './CalloutView'
import { CodeBlockView } from './codeBlock'
import { ContentsView } from './ContentsView'
import { HtmlView } from './HtmlView'
import { MathView } from './MathView'
import { MentionView } from './MentionView'

type View = (extension: AnyExtension) => AnyExtension

/** A node that React draws. What is clicked in it is its own business. */
function drawn(Component: ComponentType<ReactNodeViewProps>): View {
  return (extension) =>
    (extension as Node).extend({
      addNodeView: () =>
        ReactNodeViewRenderer(Component, {
          stopEvent: ({ event }) => isOwnEvent(event),
        }),
    })
}

/** Fields and buttons in a block get their keys and clicks; drags and all else are the editor's. */
function isOwnEvent({ target, type }: Event): boolean {
  if (!(target instanceof Element) || type.startsWith('drag') || type === 'drop') return false
  return target.closest('input, textarea, select, button, a') !== null
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
  codeBlock: () => CodeBlockView,
  mathBlock: drawn(MathView),
  mathInline: drawn(MathView),
  image: drawn(ImageView),
  callout: drawn(CalloutView),
  tableOfContents: drawn(ContentsView),
  html: drawn(HtmlView),
  mention: () => MentionView,
  panelGrid: record('panelGrid'),
  runSet: record('runSet'),
  unknownBlock: drawn(UnknownBlock),
}

function UnknownBlock() {
  return (
    <NodeViewWrapper className="rounded-md border border-line bg-sunken px-3 py-2 text-12 text-ink-2">
      A block that Runroom does not know. It is kept as it is.
    </NodeViewWrapper>
  )
}
