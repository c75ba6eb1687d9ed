/** What other parts of reports add to the editor: its plugins, and buttons over a selection. */
import type { AnyExtension, Editor } from '@tiptap/core'
import type { ComponentType } from 'react'
import { PastedAddresses } from '../blocks/PastedAddresses'
import { CommentMarks } from '../comments/commentMarks'
import type { OpenReport } from '../document/useReport'

/** Plugins with decorations and the like. Nodes and marks belong to the schema. */
export const EDITOR_PARTS: readonly ((open: OpenReport) => AnyExtension)[] = [
  () => PastedAddresses,
  () => CommentMarks,
]

/** Buttons of the toolbar over what is selected, such as "Comment". */
export const BUBBLE_PARTS: readonly ComponentType<{ editor: Editor }>[] = []
