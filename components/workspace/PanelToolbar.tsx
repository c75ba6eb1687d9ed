'use client'

import { Grid2x2, Grid3x3, RectangleHorizontal, Settings2, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { SettingsForm } from '@/components/panels/line/SettingsForm'
import { resetAllZooms } from '@/components/panels/zoomReset'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { Popover } from '@/components/ui/Popover'
import { SearchField } from '@/components/ui/SearchField'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import { STANDARD_X_KEYS } from '@/lib/metrics/seriesQuery'
import { BUILT_IN_SETTINGS, type PanelDefaults, xAxisLabel } from '@/lib/panels/linePanel'
import type { PanelSize } from '@/lib/panels/workspaceState'

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
  onDefaults: (changes: PanelDefaults) => void
  size: PanelSize
  onSize: (size: PanelSize) => void
  xKeys: readonly string[]
  /** Before the search: the way to the runs on a phone. */
  start?: ReactNode
}

/** What holds for all panels of the page. */
export function PanelToolbar(props: PanelToolbarProps) {
  const { search, onSearch, searchError, count, defaults, onDefaults, size, onSize, xKeys } = props
  const settings = { ...BUILT_IN_SETTINGS, ...defaults }
  const xOptions = [...new Set<string>([...STANDARD_X_KEYS, settings.x])]
  return (
    <div
      role="toolbar"
      aria-label="All panels"
      className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5"
    >
      {props.start}
      <div className="flex min-w-40 grow items-center gap-2 max-sm:order-last max-sm:basis-full">
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
          className={`truncate text-12 ${searchError ? 'text-danger' : 'text-ink-3'}`}
        >
          {searchError ?? count}
        </span>
      </div>
      <Select
        label="X axis of all panels"
        value={settings.x}
        options={xOptions.map((value) => ({ value, label: xAxisLabel(value) }))}
        onValueChange={(x) => onDefaults({ x, xRange: null })}
        className="max-w-40"
      />
      <Popover
        label="Settings of all panels"
        align="end"
        className="w-88 p-0!"
        trigger={<Button icon={Settings2}>Settings</Button>}
      >
        <SettingsForm settings={settings} onChange={onDefaults} xKeys={xKeys} />
        <div className="border-t border-line p-3">
          <Button
            disabled={Object.keys(defaults).length === 0}
            onClick={() => onDefaults(BUILT_IN_SETTINGS)}
          >
            Reset
          </Button>
        </div>
      </Popover>
      <IconButton label="Reset zoom of all panels" icon={Undo2} onClick={resetAllZooms} />
      <SegmentedControl
        label="Panel size"
        iconsOnly
        value={size}
        onValueChange={onSize}
        options={SIZES}
        className="max-sm:hidden"
      />
    </div>
  )
}
