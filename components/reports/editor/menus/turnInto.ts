/** What a block can be made into, and which it is. */
import type { Editor } from '@tiptap/core'

export interface BlockKind {
  id: string
  label: string
  isActive: (editor: Editor) => boolean
  apply: (editor: Editor) => void
}

const heading = (level: 1 | 2 | 3): BlockKind => ({
  id: `heading${level}`,
  label: `Heading ${level}`,
  isActive: (editor) => editor.isActive('heading', { level }),
  apply: (editor) => editor.chain().focus().setHeading({ level }).run(),
})

/** The first that is active is what the block is said to be. */
export const BLOCK_KINDS: readonly BlockKind[] = [
  heading(1),
  heading(2),
  heading(3),
  {
    id: 'bulletList',
    label: 'Bullet list',
    isActive: (editor) => editor.isActive('bulletList'),
    apply: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    id: 'orderedList',
    label: 'Numbered list',
    isActive: (editor) => editor.isActive('orderedList'),
    apply: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    id: 'taskList',
    label: 'Check list',
    isActive: (editor) => editor.isActive('taskList'),
    apply: (editor) => editor.chain().focus().toggleTaskList().run(),
  },
  {
    id: 'blockquote',
    label: 'Quote',
    isActive: (editor) => editor.isActive('blockquote'),
    apply: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    id: 'codeBlock',
    label: 'Code',
    isActive: (editor) => editor.isActive('codeBlock'),
    apply: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  },
  {
    id: 'paragraph',
    label: 'Text',
    isActive: () => true,
    apply: (editor) => editor.chain().focus().clearNodes().run(),
  },
]

export const kindOf = (editor: Editor): BlockKind =>
  BLOCK_KINDS.find((kind) => kind.isActive(editor)) ?? BLOCK_KINDS.at(-1)!
