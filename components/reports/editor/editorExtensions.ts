/** All that the editor of a report is made of, in one place. */
import type { AnyExtension, Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Dropcursor, Gapcursor, Placeholder } from '@tiptap/extensions'
import { CommentMarks } from '../comments/commentMarks'
import { Binding, type BindingOptions } from './binding/Binding'
import { REPORT_SCHEMA_EXTENSIONS } from './schema/reportSchema'
import { VIEWS } from './views/blockViews'

/** @param binding absent: the text stands by itself, tied to no document */
export function editorExtensions(binding?: BindingOptions): AnyExtension[] {
  const nodes = REPORT_SCHEMA_EXTENSIONS.map(
    (extension) => VIEWS[extension.name]?.(extension) ?? extension,
  )
  return [
    ...(binding ? [Binding.configure(binding), CommentMarks] : []),
    ...nodes,
    Gapcursor,
    Dropcursor.configure({ color: 'var(--accent)', width: 2 }),
    Placeholder.configure({
      showOnlyCurrent: true,
      includeChildren: true,
      placeholder: placeholderOf,
    }),
  ]
}

function placeholderOf({ node, editor }: { node: Node; editor: Editor }): string {
  if (node.type.name === 'heading') return `Heading ${node.attrs['level']}`
  if (node.type.name === 'codeBlock') return 'Code'
  return editor.isEmpty ? 'Write, or type / for blocks and panels' : 'Type / for blocks'
}
