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
  Table2,
  Undo2,
} from 'lucide-react'
import type { ChartPicture } from '@/components/charts/LineChart'
import type { ChartColors } from '@/components/charts/types'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { InlineEdit } from '@/components/ui/InlineEdit'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { useToast } from '@/components/ui/Toasts'
import { countOf } from '@/lib/format/number'
import { type LinePanelSpec, type PanelSettings, panelTitle } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import { copyPanelPng, savePanel } from './exportPanel'
import { leftOutNote } from './leftOutNote'
import type { LinePanelController } from './LinePanelController'

interface PanelHeaderProps {
  spec: LinePanelSpec
  settings: PanelSettings
  runs: readonly PanelRun[]
  controller: LinePanelController
  colors: ChartColors
  picture: ChartPicture | null
  /** Why the x axis is not one that scripts define. */
  disputed: string | undefined
  zoomed: boolean
  asTable: boolean
  filling: boolean
  /** Buttons cost more than all the rest of a panel, so they may come later. */
  withActions: boolean
  onSpecChange: ((spec: LinePanelSpec) => void) | undefined
  onEdit: () => void
  onTable: () => void
  onFullScreen: () => void
}

/** More lines than this are counted in the header: one cannot see how many there are. */
const MANY_LINES = 40

export function PanelHeader(props: PanelHeaderProps) {
  const { spec, runs, picture, zoomed, filling, withActions, onSpecChange, controller } = props
  const title = panelTitle(spec)
  const notes = picture ? leftOutNote(picture.leftOut) : []
  const lines = runs.length * spec.keys.length
  if (lines > MANY_LINES) notes.unshift(countOf(lines, 'line'))
  if (props.disputed) notes.push(props.disputed)
  return (
    <header className="flex h-8 shrink-0 items-center gap-1 pr-1 pl-3">
      <h3 className="flex max-w-3/5 shrink-0 text-13 font-medium">
        <InlineEdit
          label="Panel title"
          value={title}
          readOnly={!onSpecChange}
          maxLength={256}
          onSave={(text) => onSpecChange?.({ ...spec, title: text })}
        />
      </h3>
      <span className="ml-1 min-w-0 grow truncate text-12 text-ink-3" title={notes.join(' · ')}>
        {notes.join(' · ')}
      </span>
      {zoomed && (
        <Button variant="quiet" icon={Undo2} onClick={() => controller.setZoom(null)}>
          Reset zoom
        </Button>
      )}
      <span
        className={
          filling
            ? 'flex'
            : 'flex opacity-0 group-focus-within/panel:opacity-100 group-hover/panel:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100'
        }
      >
        {withActions && <PanelActions {...props} />}
      </span>
    </header>
  )
}

function PanelActions(props: PanelHeaderProps) {
  const { filling, onSpecChange } = props
  return (
    <>
      {onSpecChange && <IconButton label="Settings (e)" icon={Settings2} onClick={props.onEdit} />}
      <IconButton
        label={filling ? 'Leave full screen (f)' : 'Full screen (f)'}
        icon={filling ? Minimize2 : Maximize2}
        onClick={props.onFullScreen}
      />
      <PanelMenu {...props} />
    </>
  )
}

function PanelMenu({ spec, settings, controller, colors, asTable, onTable }: PanelHeaderProps) {
  const toast = useToast()
  const request = { controller, spec, settings, colors }
  const report = (what: string) => (error: unknown) =>
    toast({
      title: what,
      description: error instanceof Error ? error.message : String(error),
      tone: 'danger',
    })
  const save = (format: 'png' | 'svg' | 'csv') => () =>
    void savePanel(format, request).catch(report('The panel could not be saved'))
  const copyPicture = () =>
    copyPanelPng(request).then(
      () => toast({ title: 'Picture copied', tone: 'success' }),
      report('The picture could not be copied'),
    )
  const copyLink = () => {
    const url = new URL(window.location.href)
    url.searchParams.set('panel', spec.id)
    navigator.clipboard
      .writeText(url.href)
      .then(
        () => toast({ title: 'Link copied', tone: 'success' }),
        report('The link could not be copied'),
      )
  }
  const items: MenuItem[] = [
    {
      label: asTable ? 'Show as chart' : 'Show data as table',
      icon: asTable ? ChartSpline : Table2,
      shortcut: 'T',
      onSelect: onTable,
    },
    'separator',
    { label: 'Copy as PNG', icon: Copy, onSelect: () => void copyPicture() },
    { label: 'Save as PNG', icon: ImageDown, onSelect: save('png') },
    { label: 'Save as SVG', icon: FileType, onSelect: save('svg') },
    { label: 'Save as CSV', icon: FileSpreadsheet, onSelect: save('csv') },
    'separator',
    { label: 'Copy link to panel', icon: Link, onSelect: copyLink },
  ]
  return <Menu trigger={<IconButton label="More" icon={Ellipsis} />} items={items} />
}
