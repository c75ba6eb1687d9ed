'use client'

import { TextField } from '@/components/ui/TextField'
import { type PanelType, type SpecOf, titleOf } from '@/lib/panels/spec'

/** The first field of every panel's settings. Empty gives the panel the title that follows from it. */
export function PanelTitleField<T extends PanelType>({
  spec,
  onSpecChange,
}: {
  spec: SpecOf<T>
  onSpecChange: (spec: SpecOf<T>) => void
}) {
  return (
    <div className="px-4 pt-4">
      <TextField
        label="Title"
        value={spec.title ?? ''}
        placeholder={titleOf({ ...spec, title: undefined })}
        maxLength={256}
        onChange={({ target }) => onSpecChange({ ...spec, title: target.value || undefined })}
      />
    </div>
  )
}
