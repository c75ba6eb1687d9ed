import type { KeyboardEvent, ReactNode } from 'react'

/** Looks as a panel does, with little but its title: what stands in it cannot be arranged here. */
export function PanelCard({
  title,
  label,
  note,
  action,
  onKey,
  busy = false,
  children,
}: {
  title: string
  /** What kind of panel it is. */
  label: string
  note?: string | undefined
  action?: ReactNode
  /** Keys of the focused panel; answers whether it took the key. */
  onKey?: ((event: KeyboardEvent<HTMLElement>) => boolean) | undefined
  busy?: boolean
  children?: ReactNode
}) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (onKey?.(event)) event.preventDefault()
  }
  return (
    <section
      aria-label={`${title}, ${label.toLowerCase()}`}
      aria-busy={busy}
      {...(onKey ? { tabIndex: 0, onKeyDown } : {})}
      className="flex size-full min-w-0 flex-col rounded-md border border-line bg-raised"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 pr-1.5 pl-3">
        <h3 className="min-w-0 grow truncate text-13 font-medium" title={title}>
          {title}
        </h3>
        {note && <span className="min-w-0 truncate text-12 text-ink-3">{note}</span>}
        {action}
      </div>
      <div className="relative min-h-0 grow">
        {children}
        {busy && <div className="absolute inset-3 rounded-md bg-sunken" />}
      </div>
    </section>
  )
}
