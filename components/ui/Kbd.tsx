import { cx } from './cx'

/** A key to press, such as `⌘` or `K`. */
export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={cx(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line',
        'bg-sunken px-1 font-sans text-12 text-ink-3',
        className,
      )}
    >
      {children}
    </kbd>
  )
}
