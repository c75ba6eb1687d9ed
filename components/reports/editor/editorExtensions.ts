/** All that the editor of a report is made of, in one place. */
import type { AnyExtension, Editor } from '@tiptap/core'
import { Dropcursor, Gapcursor, Placeholder } from '@tiptap/extensions'
import type { Node } from '@tiptap/pm/model'
import type { OpenReport } from '../document/useReport'
import { Binding, type BindingOptions } from './binding/Binding'
import { Clicks } from './Clicks'
import { Clipboard } from './clipboard/Clipboard'
import { EDITOR_PARTS } from './editorParts'
import { Find } from './find/Find'
import { ImageUploads } from './images/imageUploads'
import { MentionMenu, type MentionMenuOptions } from './mentions/MentionMenu'
import { BlockKeys } from './menus/blockMoves'
import { Slash } from './menus/Slash'
import type { SuggestionStore } from './menus/suggestionStore'
import { REPORT_SCHEMA_EXTENSIONS } from './schema/reportSchema'
import { TableKeys } from './tables/TableKeys'
import { VIEWS } from './views/blockViews'
import { MathInput } from './views/mathInput'

export interface EditorOptions {
  binding: BindingOptions
  open: OpenReport
  slash: SuggestionStore
  mentions: MentionMenuOptions
}

/** @param options absent: the text stands by itself, tied to no document */
export function editorExtensions(options?: EditorOptions): AnyExtension[] {
  const nodes = REPORT_SCHEMA_EXTENSIONS.map(
    (extension) => VIEWS[extension.name]?.(extension) ?? extension,
  )
  if (!options) return [...nodes, Find]
  const { binding, open, slash, mentions } = options
  return [
    Binding.configure(binding),
    ...nodes,
    ...[Clipboard, Clicks, BlockKeys, TableKeys, MathInput, Find],
    ImageUploads.configure({ slug: open.item.slug }),
    Slash.configure({ open, store: slash }),
    MentionMenu.configure(mentions),
    Gapcursor,
    Dropcursor.configure({ color: 'var(--accent)', width: 2 }),
    Placeholder.configure({
      showOnlyCurrent: true,
      includeChildren: true,
      placeholder: placeholderOf,
    }),
    ...EDITOR_PARTS.map((part) => part(open)),
  ]
}

function placeholderOf({ node, editor }: { node: Node; editor: Editor }): string {
  if (node.type.name === 'heading') return `Heading ${node.attrs['level']}`
  if (node.type.name === 'codeBlock') return 'Code'
  return editor.isEmpty ? 'Write, or type / for blocks and panels' : 'Type / for blocks'
}
