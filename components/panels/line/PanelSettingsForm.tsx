'use client'

import { Button } from '@/components/ui/Button'
import { TextField } from '@/components/ui/TextField'
import {
  type LinePanelSpec,
  type PanelSettings,
  panelTitle,
  withSettings,
  xAxisLabel,
} from '@/lib/panels/linePanel'
import { SettingsForm } from './SettingsForm'

/** A panel's own settings: its title, and what it decides against the workspace. */
export function PanelSettingsForm({
  spec,
  settings,
  onSpecChange,
  inheritedX,
  xNote,
  xKeys,
}: {
  spec: LinePanelSpec
  settings: PanelSettings
  onSpecChange: (spec: LinePanelSpec) => void
  /** The axis when the panel itself chooses none. */
  inheritedX: string
  xNote: string | undefined
  xKeys: readonly string[] | undefined
}) {
  const own = Object.keys(spec.settings).length
  const setTitle = (text: string) => {
    onSpecChange({ ...spec, title: text === '' ? undefined : text })
  }
  return (
    <>
      <div className="px-4 pt-4">
        <TextField
          label="Title"
          value={spec.title ?? ''}
          placeholder={panelTitle({ ...spec, title: undefined })}
          maxLength={256}
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      <SettingsForm
        settings={settings}
        ownX={spec.settings.x}
        automaticX={`${xAxisLabel(inheritedX)} (automatic)`}
        xNote={xNote}
        xKeys={xKeys}
        withoutStep={spec.stream === 'events'}
        withRanges
        onChange={(changes) => onSpecChange(withSettings(spec, changes))}
      />
      <div className="border-t border-line p-4">
        <Button disabled={own === 0} onClick={() => onSpecChange({ ...spec, settings: {} })}>
          Use the workspace’s settings
        </Button>
      </div>
    </>
  )
}
