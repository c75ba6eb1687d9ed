'use client'

import {
  ChartSpline,
  Copy,
  Ellipsis,
  FileSpreadsheet,
  FileType,
  ImageDown,
  Link,
  Maximize2,
  Minimize2,
  Settings2,
  SlidersHorizontal,
  Table2,
} from 'lucide-react'
import { type ReactNode, useContext } from 'react'
import { IconButton } from '@/components/ui/IconButton'
import { InlineEdit } from '@/components/ui/InlineEdit'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { useToast } from '@/components/ui/Toasts'
import { PanelMenuContext } from './panelMenu'
import { copyPng, type ExportFormat, type PanelExports, save, screenLook } from './panelExport'

export interface FrameHeaderProps {
  id: string
  title: string
  notes: readonly string[]
  action?: ReactNode
  menu?: readonly MenuItem[] | undefined
  exports?: PanelExports | undefined
  /** Pixels of the panel's body. */
  size: () => { width: number; height: number }
  filling: boolean
  /** Buttons cost more than all the rest of a panel, so they may come later. */
  withActions: boolean
  asTable: boolean
  onTitle?: ((text: string) => void) | undefined
  onEdit?: (() => void) | undefined
  onTable?: (() => void) | undefined
  onExport?: (() => void) | undefined
  onFullScreen: () => void
  onMenuClosed: (event: Event) => void
}

export function FrameHeader(props: FrameHeaderProps) {
  const { title, notes, onTitle, filling } = props
  return (
    <header className="flex h-8 shrink-0 items-center gap-1 pr-1 pl-3">
      <h3 className="flex max-w-3/5 shrink-0 text-13 font-medium">
        <InlineEdit
          label="Panel title"
          value={title}
          readOnly={!onTitle}
          maxLength={256}
          onSave={(text) => onTitle?.(text)}
        />
      </h3>
      <span className="ml-1 min-w-0 grow truncate text-12 text-ink-3" title={notes.join(' · ')}>
        {notes.join(' · ')}
      </span>
      {props.action}
      <span
        className={
          filling
            ? 'flex'
            : 'flex opacity-0 group-focus-within/panel:opacity-100 group-hover/panel:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100'
        }
      >
        {props.withActions && <Actions {...props} />}
      </span>
    </header>
  )
}

function Actions(props: FrameHeaderProps) {
  const { filling, onEdit } = props
  return (
    <>
      {onEdit && <IconButton label="Settings (e)" icon={Settings2} onClick={onEdit} />}
      <IconButton
        label={filling ? 'Leave full screen (f)' : 'Full screen (f)'}
        icon={filling ? Minimize2 : Maximize2}
        onClick={props.onFullScreen}
      />
      <PanelMenu {...props} />
    </>
  )
}

function PanelMenu({
  id,
  title,
  menu,
  exports,
  size,
  asTable,
  onTable,
  onExport,
  onMenuClosed,
}: FrameHeaderProps) {
  const toast = useToast()
  const placed = useContext(PanelMenuContext)
  const report = (what: string) => (error: unknown) =>
    toast({
      title: what,
      description: error instanceof Error ? error.message : String(error),
      tone: 'danger',
    })
  const saveAs = (format: ExportFormat) => () =>
    void save(format, title, exports!, screenLook(size())).catch(
      report('The panel could not be saved'),
    )
  const copyPicture = () =>
    copyPng(exports!, screenLook(size())).then(
      () => toast({ title: 'Picture copied', tone: 'success' }),
      report('The picture could not be copied'),
    )
  const copyLink = () => {
    const url = new URL(window.location.href)
    url.searchParams.set('panel', id)
    navigator.clipboard
      .writeText(url.href)
      .then(
        () => toast({ title: 'Link copied', tone: 'success' }),
        report('The link could not be copied'),
      )
  }
  const groups: MenuItem[][] = [[...(menu ?? [])], [], [], [], [...placed]]
  if (onTable) {
    groups[1]!.push({
      label: asTable ? 'Show as chart' : 'Show data as table',
      icon: asTable ? ChartSpline : Table2,
      shortcut: 'T',
      onSelect: onTable,
    })
  }
  if (exports?.svg) {
    groups[2]!.push(
      { label: 'Copy as PNG', icon: Copy, onSelect: () => void copyPicture() },
      { label: 'Save as PNG', icon: ImageDown, onSelect: saveAs('png') },
      { label: 'Save as SVG', icon: FileType, onSelect: saveAs('svg') },
    )
  }
  if (exports?.csv) {
    groups[2]!.push({ label: 'Save as CSV', icon: FileSpreadsheet, onSelect: saveAs('csv') })
  }
  if (exports?.svg && onExport) {
    groups[2]!.push({ label: 'Export…', icon: SlidersHorizontal, onSelect: onExport })
  }
  groups[3]!.push({ label: 'Copy link to panel', icon: Link, onSelect: copyLink })
  const items = groups
    .filter((group) => group.length > 0)
    .flatMap((group, i): MenuItem[] => (i === 0 ? group : ['separator', ...group]))
  return (
    <Menu
      trigger={<IconButton label="More" icon={Ellipsis} />}
      items={items}
      onCloseAutoFocus={onMenuClosed}
    />
  )
}
