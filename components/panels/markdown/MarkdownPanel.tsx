'use client'

import dynamic from 'next/dynamic'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { Pencil } from 'lucide-react'
import type { PictureLook } from '@/lib/charts/types'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { titleOf } from '@/lib/panels/spec'
import { framed, type PlacedPanelProps } from '../frame/framed'
import { PanelFrame } from '../frame/PanelFrame'
import { PanelLoading, PanelNote } from '../frame/PanelNotes'

export const MarkdownPanel = framed<'markdown'>(MarkdownBody)

const MOST_LETTERS = 100_000

const SafeMarkdown = dynamic(() => import('./SafeMarkdown'), { loading: () => <PanelLoading /> })

/** Text between charts, written where it stands. */
function MarkdownBody(panel: PlacedPanelProps<'markdown'>) {
  const { spec, onSpecChange } = panel
  const [draft, setDraft] = useState<string | null>(null)
  const edit = onSpecChange && (() => setDraft(spec.text))
  const save = (text: string) => {
    if (text !== spec.text) onSpecChange?.({ ...spec, text })
    setDraft(null)
  }
  const exports = useMemo(
    () => ({
      svg: async (look: PictureLook) => {
        const { markdownSvg } = await import('@/lib/panels/markdown/markdownSvg')
        return markdownSvg(titleOf(spec), spec.text, look)
      },
    }),
    [spec],
  )
  return (
    <PanelFrame
      panel={panel}
      menu={edit ? [{ label: 'Edit text', icon: Pencil, onSelect: edit }] : []}
      action={
        edit &&
        draft === null && (
          <span className="flex opacity-0 group-focus-within/panel:opacity-100 group-hover/panel:opacity-100 pointer-coarse:opacity-100">
            <IconButton label="Edit text (Enter)" icon={Pencil} onClick={edit} />
          </span>
        )
      }
      exports={exports}
      keys="Enter"
      onKey={(event) => {
        if (event.key !== 'Enter' || !edit) return false
        edit()
        return true
      }}
    >
      {draft !== null ? (
        <Editor draft={draft} onDraft={setDraft} onSave={save} onCancel={() => setDraft(null)} />
      ) : spec.text.trim() === '' ? (
        <PanelNote action={edit && <Button onClick={edit}>Write</Button>}>
          {edit ? 'Nothing is written here yet.' : 'Nothing is written here.'}
        </PanelNote>
      ) : (
        <div
          tabIndex={0}
          role="region"
          aria-label="Text"
          className="absolute inset-0 overflow-auto px-4 pb-3"
          onDoubleClick={edit}
        >
          <SafeMarkdown text={spec.text} />
        </div>
      )}
    </PanelFrame>
  )
}

const VIEWS = [
  { value: 'write', label: 'Write' },
  { value: 'preview', label: 'Preview' },
] as const

function Editor({
  draft,
  onDraft,
  onSave,
  onCancel,
}: {
  draft: string
  onDraft: (text: string) => void
  onSave: (text: string) => void
  onCancel: () => void
}) {
  const [view, setView] = useState<'write' | 'preview'>('write')
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave(draft)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="absolute inset-0 flex flex-col gap-2 px-3 pb-3" onKeyDown={onKeyDown}>
      <div className="min-h-0 grow">
        {view === 'write' ? (
          <textarea
            autoFocus
            aria-label="Text in Markdown"
            value={draft}
            maxLength={MOST_LETTERS}
            onChange={({ target }) => onDraft(target.value)}
            placeholder="Markdown: # Heading, **bold**, [link](https://…), | tables |, - [ ] tasks"
            className="size-full resize-none rounded-md border border-line-strong bg-ground p-2 font-mono text-12/5 max-sm:text-16"
          />
        ) : (
          <div
            tabIndex={0}
            role="region"
            aria-label="Preview"
            className="size-full overflow-auto rounded-md border border-line px-3 py-1"
          >
            <SafeMarkdown text={draft} />
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <SegmentedControl label="View" value={view} options={VIEWS} onValueChange={setView} />
        <span className="grow" />
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" onClick={() => onSave(draft)}>
          Save
        </Button>
      </div>
    </div>
  )
}
