import type { ReactNode } from 'react'

/** Looks as a panel does, with a title alone: what stands in it cannot be arranged here. */
export function PanelCard({
  title,
  label,
  note,
  busy = false,
  children,
}: {
  title: string
  /** What kind of panel it is. */
  label: string
  note?: string | undefined
  busy?: boolean
  children?: ReactNode
}) {
  return (
    <section
      aria-label={`${title}, ${label.toLowerCase()}`}
      aria-busy={busy}
      className="flex size-full min-w-0 flex-col rounded-md border border-line bg-raised"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 px-3">
        <h3 className="min-w-0 grow truncate text-13 font-medium">{title}</h3>
        {note && <span className="shrink-0 text-12 text-ink-3">{note}</span>}
      </div>
      <div className="relative min-h-0 grow">
        {children}
        {busy && <div className="absolute inset-3 rounded-md bg-sunken" />}
      </div>
    </section>
  )
}
