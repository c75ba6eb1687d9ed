'use client'

import { SettingsForm } from '@/components/panels/line/SettingsForm'
import { Button } from '@/components/ui/Button'
import { Select } from '@/components/ui/Select'
import { Sheet } from '@/components/ui/Sheet'
import { BUILT_IN_SETTINGS, type SettingsChange, xAxisLabel } from '@/lib/panels/linePanel'
import type { Section } from '@/lib/workspace/arrange'
import { MAX_COLUMNS } from '@/lib/workspace/layout'
import { NOTHING_CHOSEN } from '../nothingChosen'
import type { CellShared } from './PanelCell'

const COLUMNS = [
  { value: 'auto', label: 'As many as fit' },
  ...Array.from({ length: MAX_COLUMNS }, (_, i) => ({
    value: String(i + 1),
    label: String(i + 1),
  })),
]

export interface SectionSettingsProps {
  section: Section
  shared: CellShared
  onSettings: (changes: SettingsChange) => void
  onColumns: (columns: number | undefined) => void
  onClose: () => void
}

/** What the panels of one section inherit, over what all panels do. */
export function SectionSettings(props: SectionSettingsProps) {
  const { section, shared, onSettings, onColumns, onClose } = props
  const { settings, columns } = section
  return (
    <Sheet open beside onOpenChange={(open) => !open && onClose()} title={section.title}>
      <div className="flex items-center justify-between gap-3 border-b border-line p-4">
        <span className="text-13">Panels side by side</span>
        <Select
          label="Panels side by side"
          value={columns === undefined ? 'auto' : String(columns)}
          options={COLUMNS}
          onValueChange={(value) => onColumns(value === 'auto' ? undefined : Number(value))}
        />
      </div>
      <SettingsForm
        settings={{ ...BUILT_IN_SETTINGS, ...shared.defaults, ...settings }}
        onChange={onSettings}
        ownX={settings.x}
        automaticX={shared.defaults.x ? xAxisLabel(shared.defaults.x) : 'As all panels'}
        xKeys={shared.xKeys}
      />
      <div className="border-t border-line p-4">
        <Button
          disabled={Object.keys(settings).length === 0}
          onClick={() => onSettings(NOTHING_CHOSEN)}
        >
          As all panels
        </Button>
      </div>
    </Sheet>
  )
}
