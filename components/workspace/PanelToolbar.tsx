'use client'

import {
  Grid2x2,
  Grid3x3,
  LayoutList,
  Plus,
  RectangleHorizontal,
  Redo2,
  Settings2,
  Undo2,
  ZoomOut,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { SettingsForm } from '@/components/panels/line/SettingsForm'
import { XAxisSelect } from '@/components/panels/line/XAxisSelect'
import { resetAllZooms } from '@/components/panels/zoomReset'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { Popover } from '@/components/ui/Popover'
import { SearchField } from '@/components/ui/SearchField'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Switch } from '@/components/ui/Switch'
import { countOf } from '@/lib/format/number'
import { BUILT_IN_SETTINGS, type PanelDefaults, type SettingsChange } from '@/lib/panels/linePanel'
import type { PanelSize } from '@/lib/panels/workspaceState'
import { NOTHING_CHOSEN } from './nothingChosen'

const SIZES = [
  { value: 'small', label: 'Small panels', icon: Grid3x3 },
  { value: 'medium', label: 'Medium panels', icon: Grid2x2 },
  { value: 'large', label: 'Large panels', icon: RectangleHorizontal },
] as const

export interface PanelToolbarProps {
  search: string
  onSearch: (text: string) => void
  searchError: string | undefined
  /** How many panels are shown, said beside the search. */
  count: string
  defaults: PanelDefaults
  /** Absent where the view may only be read. */
  onDefaults: ((changes: SettingsChange) => void) | undefined
  /** Whether some script says against what a metric is drawn. */
  axesDefined: boolean
  /** How many metrics scripts hide, and whether they are shown all the same. */
  hidden: { count: number; shown: boolean; onShow: (shown: boolean) => void }
  size: PanelSize
  onSize: ((size: PanelSize) => void) | undefined
  xKeys: readonly string[]
  /** Panels of keys that somebody deleted. */
  deleted: { count: number; onRestore: () => void }
  undo:
    { canUndo: boolean; canRedo: boolean; run: (direction: 'undo' | 'redo') => void } | undefined
  onAddPanel: (() => void) | undefined
  onAddSection: (() => void) | undefined
  /** At the far end: who is here, and whether all is saved. */
  end?: ReactNode
  /** Before the search: the way to the runs on a phone. */
  start?: ReactNode
}

/** What holds for all panels of the page. */
export function PanelToolbar(props: PanelToolbarProps) {
  const { search, onSearch, searchError, count, defaults, onDefaults, size, onSize, xKeys } = props
  const { hidden, deleted, undo, onAddPanel, onAddSection } = props
  const settings = { ...BUILT_IN_SETTINGS, ...defaults }
  const automaticX = props.axesDefined ? 'As scripts define' : 'Step'
  return (
    <div className="@container">
      <div
        role="toolbar"
        aria-label="All panels"
        className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5"
      >
        {props.start}
        <div className="flex min-w-40 grow basis-40 items-center gap-2 max-sm:order-last max-sm:basis-full">
          <SearchField
            label="Search panels"
            placeholder="Search panels, or /regex/"
            value={search}
            onChange={onSearch}
            error={searchError}
            className="max-w-80 min-w-0 grow"
          />
          <span
            role="status"
            className={`text-12 ${searchError ? 'truncate text-danger' : 'shrink-0 text-ink-3'}`}
          >
            {searchError ?? count}
          </span>
        </div>
        {onDefaults && (
          <>
            <XAxisSelect
              label="X axis of all panels"
              value={defaults.x}
              automatic={automaticX}
              onValueChange={(x) => onDefaults({ x, xRange: null })}
              className="max-w-40"
            />
            <Popover
              label="Settings of all panels"
              align="end"
              className="w-88 p-0!"
              trigger={
                <Button icon={Settings2} aria-label="Settings">
                  <span className="@max-6xl:hidden">Settings</span>
                </Button>
              }
            >
              <SettingsForm
                settings={settings}
                onChange={onDefaults}
                ownX={defaults.x}
                automaticX={automaticX}
                xKeys={xKeys}
              />
              {hidden.count > 0 && (
                <div className="border-t border-line p-4">
                  <Switch
                    label={`Show ${countOf(hidden.count, 'metric')} that scripts hide or count by`}
                    checked={hidden.shown}
                    onCheckedChange={hidden.onShow}
                  />
                </div>
              )}
              <div className="flex gap-2 border-t border-line p-3">
                <Button
                  disabled={Object.keys(defaults).length === 0}
                  onClick={() => onDefaults(NOTHING_CHOSEN)}
                >
                  Reset
                </Button>
                {deleted.count > 0 && (
                  <Button onClick={deleted.onRestore}>
                    Bring back {countOf(deleted.count, 'deleted panel')}
                  </Button>
                )}
              </div>
            </Popover>
          </>
        )}
        <IconButton label="Reset zoom of all panels" icon={ZoomOut} onClick={resetAllZooms} />
        {onSize && (
          <SegmentedControl
            label="Panel size"
            iconsOnly
            value={size}
            onValueChange={onSize}
            options={SIZES}
            className="max-sm:hidden"
          />
        )}
        {undo && (
          <span className="flex max-sm:hidden">
            <IconButton
              label="Undo (Ctrl-Z)"
              icon={Undo2}
              disabled={!undo.canUndo}
              onClick={() => undo.run('undo')}
            />
            <IconButton
              label="Redo (Ctrl-Shift-Z)"
              icon={Redo2}
              disabled={!undo.canRedo}
              onClick={() => undo.run('redo')}
            />
          </span>
        )}
        {onAddPanel && onAddSection && (
          <Menu
            trigger={
              <Button icon={Plus} aria-label="Add">
                <span className="@max-6xl:hidden">Add</span>
              </Button>
            }
            items={[
              { label: 'Panel…', icon: Plus, onSelect: onAddPanel },
              { label: 'Section…', icon: LayoutList, onSelect: onAddSection },
            ]}
          />
        )}
        {props.end}
      </div>
    </div>
  )
}
