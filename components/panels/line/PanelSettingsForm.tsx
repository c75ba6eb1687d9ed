'use client'

import { useMemo } from 'react'
import { Button } from '@/components/ui/Button'
import {
  type LinePanelSpec,
  type PanelSettings,
  withSettings,
  xAxisLabel,
} from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import { DataFields } from './DataFields'
import type { LineGroup, LineSource } from '@/lib/panels/line/lineContent'
import { ChartFields, GroupingFields } from './LookFields'
import { SeriesFields } from './SeriesFields'
import { SettingsForm } from './SettingsForm'

/** What a line panel draws and how, and what it decides against the workspace. */
export function PanelSettingsForm({
  spec,
  runs,
  runSet,
  settings,
  onSpecChange,
  inheritedX,
  xNote,
  xKeys,
  sources,
  groups,
}: {
  spec: LinePanelSpec
  runs: readonly PanelRun[]
  runSet: PanelRunSet | undefined
  settings: PanelSettings
  onSpecChange: (spec: LinePanelSpec) => void
  /** The axis when the panel itself chooses none. */
  inheritedX: string
  xNote: string | undefined
  xKeys: readonly string[] | undefined
  sources: readonly LineSource[]
  /** In place of the runs, when they are grouped. */
  groups: readonly LineGroup[] | undefined
}) {
  const own = Object.keys(spec.settings).length
  const source = useMemo(() => ({ runs, runSet }), [runs, runSet])
  const owners = useMemo(
    () =>
      groups
        ? groups.map(({ key, label }) => ({ id: key, name: label }))
        : runs.map(({ name, displayName }) => ({ id: name, name: displayName })),
    [groups, runs],
  )
  return (
    <>
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
      <div className="border-t border-line">
        <DataFields {...{ spec, runs, onSpecChange }} />
        <GroupingFields {...{ spec, source, onSpecChange }} />
        <ChartFields {...{ spec, onSpecChange }} />
        <SeriesFields {...{ spec, owners, onSpecChange }} keys={sources.map(({ key }) => key)} />
      </div>
    </>
  )
}
