/** What the menu behind "/" offers. */
import type { Editor } from '@tiptap/core'
import {
  Code,
  Heading1,
  Heading2,
  Heading3,
  ImagePlus,
  List,
  ListChecks,
  ListOrdered,
  Minus,
  Pilcrow,
  Quote,
  Sigma,
  Table2,
  TableOfContents,
} from 'lucide-react'
import type { OpenReport } from '@/components/reports/document/useReport'
import { CALLOUTS } from '@/lib/reports/nodes'
import { pickImages } from '../images/pickImages'
import { CALLOUT_LOOKS } from '../views/CalloutView'
import type { Suggested } from './suggestionStore'

export interface SlashContext {
  editor: Editor
  open: OpenReport
}

export interface SlashItem extends Suggested {
  /** More that finds it. */
  words?: string
  /** What was typed is gone already, and the text has the focus. */
  run: (context: SlashContext) => void
}

type Source = (context: SlashContext) => readonly SlashItem[]
const sources: Source[] = []

/** Offers more, such as panels; asked anew each time the menu opens. Called when its file is loaded. */
export function registerSlashItems(source: Source): void {
  sources.push(source)
}

export function slashItems(context: SlashContext): SlashItem[] {
  return [...TEXT_ITEMS, ...sources.flatMap((source) => source(context))]
}

const heading = (level: 1 | 2 | 3, icon: Suggested['icon']): SlashItem => ({
  id: `heading${level}`,
  group: 'Text',
  label: `Heading ${level}`,
  ...(icon ? { icon } : {}),
  shortcut: '#'.repeat(level),
  words: `h${level} title`,
  run: ({ editor }) => editor.commands.setHeading({ level }),
})

const TEXT_ITEMS: readonly SlashItem[] = [
  {
    id: 'paragraph',
    group: 'Text',
    label: 'Text',
    icon: Pilcrow,
    words: 'paragraph plain',
    run: ({ editor }) => editor.commands.setParagraph(),
  },
  heading(1, Heading1),
  heading(2, Heading2),
  heading(3, Heading3),
  {
    id: 'bulletList',
    group: 'Text',
    label: 'Bullet list',
    icon: List,
    shortcut: '-',
    words: 'unordered',
    run: ({ editor }) => editor.commands.toggleBulletList(),
  },
  {
    id: 'orderedList',
    group: 'Text',
    label: 'Numbered list',
    icon: ListOrdered,
    shortcut: '1.',
    words: 'ordered',
    run: ({ editor }) => editor.commands.toggleOrderedList(),
  },
  {
    id: 'taskList',
    group: 'Text',
    label: 'Check list',
    icon: ListChecks,
    shortcut: '[ ]',
    words: 'todo task checkbox',
    run: ({ editor }) => editor.commands.toggleTaskList(),
  },
  {
    id: 'quote',
    group: 'Text',
    label: 'Quote',
    icon: Quote,
    shortcut: '>',
    words: 'blockquote',
    run: ({ editor }) => editor.commands.toggleBlockquote(),
  },
  {
    id: 'code',
    group: 'Blocks',
    label: 'Code',
    icon: Code,
    shortcut: '```',
    words: 'snippet python',
    run: ({ editor }) => editor.commands.toggleCodeBlock(),
  },
  {
    id: 'table',
    group: 'Blocks',
    label: 'Table',
    icon: Table2,
    words: 'grid rows columns',
    run: ({ editor }) => editor.commands.insertReportTable(),
  },
  {
    id: 'image',
    group: 'Blocks',
    label: 'Picture',
    icon: ImagePlus,
    words: 'image photo upload',
    run: ({ editor }) => pickImages((files) => editor.commands.insertImages(files)),
  },
  {
    id: 'mathBlock',
    group: 'Blocks',
    label: 'Formula',
    icon: Sigma,
    shortcut: '$$',
    words: 'math latex equation',
    run: ({ editor }) => editor.commands.insertMath(true),
  },
  {
    id: 'mathInline',
    group: 'Blocks',
    label: 'Formula in the line',
    icon: Sigma,
    shortcut: '$…$',
    words: 'math latex inline equation',
    run: ({ editor }) => editor.commands.insertMath(false),
  },
  {
    id: 'divider',
    group: 'Blocks',
    label: 'Divider',
    icon: Minus,
    shortcut: '---',
    words: 'rule line hr',
    run: ({ editor }) => editor.commands.setHorizontalRule(),
  },
  {
    id: 'contents',
    group: 'Blocks',
    label: 'Table of contents',
    icon: TableOfContents,
    words: 'toc outline headings',
    run: ({ editor }) => editor.commands.insertContent({ type: 'tableOfContents' }),
  },
  ...CALLOUTS.map((kind): SlashItem => ({
    id: `callout-${kind}`,
    group: 'Callouts',
    ...CALLOUT_LOOKS[kind],
    words: 'callout admonition alert box',
    run: ({ editor }) => editor.commands.wrapIn('callout', { kind }),
  })),
]
