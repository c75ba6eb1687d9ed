'use client'

import { useState } from 'react'
import { MetricPicker } from '@/components/panels/line/MetricPicker'
import { panelOf } from '@/components/panels/registry'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { Select } from '@/components/ui/Select'
import {
  emptyPanel,
  PANEL_LABELS,
  PANEL_TYPES,
  type PanelSpec,
  type PanelType,
} from '@/lib/panels/spec'
import type { Section } from '@/lib/workspace/arrange'
import { newPanelId } from '@/lib/workspace/panelChanges'

export interface AddPanelDialogProps {
  entity: string
  project: string
  sections: readonly Pick<Section, 'id' | 'title'>[]
  /** What a section is called here. */
  sectionLabel?: string
  /** Where it is to stand, and as what, as far as that was said. */
  section: string | undefined
  type?: PanelType | undefined
  onAdd: (spec: PanelSpec, section: string) => void
  onClose: () => void
}

/** A panel of any kind; what it shows in detail is chosen beside it once it is there. */
export function AddPanelDialog(props: AddPanelDialogProps) {
  const { entity, project, sections, sectionLabel = 'Section', onAdd, onClose } = props
  const [type, setType] = useState<PanelType>(props.type ?? 'line')
  const [section, setSection] = useState(props.section ?? sections[0]?.id ?? '')
  const [keys, setKeys] = useState<string[]>([])
  const add = () => {
    const spec = emptyPanel(type, newPanelId())
    onAdd(spec.type === 'line' || spec.type === 'media' ? { ...spec, keys } : spec, section)
    onClose()
  }
  const needsKeys = type === 'line'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a panel"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={needsKeys && keys.length === 0} onClick={add}>
            Add panel
          </Button>
        </>
      }
    >
      <fieldset className="mt-1">
        <legend className="mb-1 text-13 font-medium">Kind</legend>
        <div className="grid grid-cols-2 gap-1">
          {PANEL_TYPES.filter((one) => panelOf(one)).map((one) => (
            <label
              key={one}
              className="flex h-7 items-center gap-2 rounded-md px-2 hover:bg-hover has-checked:bg-hover"
            >
              <input
                type="radio"
                name="panel-kind"
                className="accent-(--accent)"
                checked={one === type}
                onChange={() => setType(one)}
              />
              {PANEL_LABELS[one]}
            </label>
          ))}
        </div>
      </fieldset>
      {needsKeys && (
        <div className="mt-3">
          <MetricPicker
            label="Keys"
            {...{ entity, project, keys }}
            stream="history"
            onChange={setKeys}
          />
        </div>
      )}
      {sections.length > 1 && (
        <div className="mt-3 flex items-center justify-between gap-3">
          <span className="text-13 font-medium">{sectionLabel}</span>
          <Select
            label={sectionLabel}
            value={section}
            options={sections.map(({ id, title }) => ({ value: id, label: title }))}
            onValueChange={setSection}
          />
        </div>
      )}
    </Dialog>
  )
}
