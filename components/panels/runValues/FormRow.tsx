import type { ReactNode } from 'react'

/** A label and its control in a panel's settings. */
export function FormRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center justify-between gap-3">
      <span className="shrink-0 text-ink-2">{label}</span>
      {children}
    </div>
  )
}

/** Fields that belong together, under a heading. */
export function FormGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-3 border-t border-line px-4 py-4 first:border-t-0">
      <legend className="float-left mb-1 font-medium">{label}</legend>
      {children}
    </fieldset>
  )
}
