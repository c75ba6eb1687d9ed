'use client'

import { Share2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import type { CreatedLink, ShareLinkItem } from '@/lib/api/sharing'
import { LinkForm } from './LinkForm'
import { LinkList } from './LinkList'
import { MadeLink } from './MadeLink'

interface Props {
  slug: string
  /** Whoever may only read a report cannot share it. */
  canWrite: boolean
}

type View =
  | { kind: 'list' }
  | { kind: 'new' }
  | { kind: 'edit'; link: ShareLinkItem }
  | { kind: 'made'; made: CreatedLink }

const TITLES: Record<View['kind'], string> = {
  list: 'Share this report',
  new: 'New link',
  edit: 'Change link',
  made: 'The link is ready',
}

/** The button that opens the links of a report. */
export function ShareButton({ slug, canWrite }: Props) {
  const [open, setOpen] = useState(false)
  if (!canWrite) return null
  return (
    <>
      <Button icon={Share2} onClick={() => setOpen(true)}>
        Share
      </Button>
      <ShareDialog slug={slug} open={open} onOpenChange={setOpen} />
    </>
  )
}

/** Links of a report: what there are, new ones, and what each of them shows. */
export function ShareDialog({
  slug,
  open,
  onOpenChange,
}: {
  slug: string
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const [view, setView] = useState<View>({ kind: 'list' })
  const toList = () => setView({ kind: 'list' })
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next)
        if (!next) toList()
      }}
      title={TITLES[view.kind]}
      className="max-w-xl"
    >
      {view.kind === 'list' && (
        <LinkList
          slug={slug}
          onNew={() => setView({ kind: 'new' })}
          onEdit={(link) => setView({ kind: 'edit', link })}
        />
      )}
      {view.kind === 'new' && (
        <LinkForm slug={slug} onMade={(made) => setView({ kind: 'made', made })} onDone={toList} />
      )}
      {view.kind === 'edit' && <LinkForm slug={slug} link={view.link} onDone={toList} />}
      {view.kind === 'made' && <MadeLink made={view.made} onDone={toList} />}
    </Dialog>
  )
}
