'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { Select } from '@/components/ui/Select'
import { titleOf } from '@/lib/panels/spec'
import type { PlacedPanel, Section } from '@/lib/workspace/arrange'

export interface MovePanelDialogProps {
  panel: PlacedPanel
  sections: readonly Section[]
  /** What a section is called here. */
  sectionLabel?: string
  /** To the place behind so many others of the section. */
  onMove: (section: string, index: number) => void
  onClose: () => void
}

/** Where to, without dragging. */
export function MovePanelDialog(props: MovePanelDialogProps) {
  const { panel, sections, sectionLabel = 'Section', onMove, onClose } = props
  const [section, setSection] = useState(panel.section)
  const [index, setIndex] = useState('0')
  const others = (sections.find(({ id }) => id === section)?.panels ?? []).filter(
    ({ spec }) => spec.id !== panel.spec.id,
  )
  const places = [
    { value: '0', label: 'First' },
    ...others.map(({ spec }, i) => ({ value: String(i + 1), label: `After ${titleOf(spec)}` })),
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onMove(section, Number(index))
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Move ${titleOf(panel.spec)}`}>
      <form onSubmit={submit} className="mt-2 flex flex-col gap-3">
        <div className="flex items-center justify-between gap-3">
          <span>{sectionLabel}</span>
          <Select
            label={`To ${sectionLabel.toLowerCase()}`}
            value={section}
            options={sections.map(({ id, title }) => ({ value: id, label: title }))}
            onValueChange={(next) => {
              setSection(next)
              setIndex('0')
            }}
          />
        </div>
        <div className="flex items-center justify-between gap-3">
          <span>Place</span>
          <Select label="Place" value={index} options={places} onValueChange={setIndex} />
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Move panel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
