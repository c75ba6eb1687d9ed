'use client'

import { Dialog } from '@/components/ui/Dialog'
import { Kbd } from '@/components/ui/Kbd'

const GROUPS: readonly {
  title: string
  keys: readonly (readonly [string | readonly string[], string])[]
}[] = [
  {
    title: 'While typing',
    keys: [
      ['/', 'Blocks and panels'],
      ['@', 'Mention a person, run, metric or report'],
      ['# ', 'Heading; ## and ### for smaller ones'],
      ['- ', 'Bullet list'],
      ['1. ', 'Numbered list'],
      ['[ ] ', 'Check list'],
      ['> ', 'Quote'],
      ['``` ', 'Code'],
      ['$x^2$', 'Formula; $$ for one by itself'],
      ['---', 'Divider'],
    ],
  },
  {
    title: 'Selected text',
    keys: [
      [['Mod', 'B'], 'Bold'],
      [['Mod', 'I'], 'Italic'],
      [['Mod', 'Shift', 'S'], 'Strikethrough'],
      [['Mod', 'E'], 'Code'],
      [['Mod', 'Shift', 'H'], 'Highlight'],
      [['Mod', 'K'], 'Link'],
    ],
  },
  {
    title: 'Blocks',
    keys: [
      ['Tab', 'Deeper in a list; the next cell of a table'],
      [['Shift', 'Tab'], 'Less deep; the cell before'],
      [['Alt', '↑'], 'Move the block up'],
      [['Alt', '↓'], 'Move the block down'],
      [['Mod', 'Enter'], 'Out of a table'],
      [['Shift', 'Enter'], 'New line in the same block'],
    ],
  },
  {
    title: 'Everywhere',
    keys: [
      [['Mod', 'Z'], 'Undo what you did'],
      [['Mod', 'Shift', 'Z'], 'Do it again'],
      [['Mod', 'F'], 'Find and replace'],
      [['Mod', '/'], 'These keys'],
    ],
  },
]

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keys" className="max-w-160!">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-1 text-12 font-medium text-ink-2">{title}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={what} className="flex items-start justify-between gap-3 py-0.5">
                  <dt className="flex shrink-0 gap-0.5">
                    {(typeof key === 'string' ? [key] : key).map((part) => (
                      <Kbd key={part}>{part === 'Mod' ? mod : part}</Kbd>
                    ))}
                  </dt>
                  <dd className="order-first min-w-0">{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
