import { cx } from './cx'

/** A grey bar where content will be; size it with classes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('block h-3.5 animate-breathe rounded-sm bg-hover', className)}
    />
  )
}

/** Several rows, for lists whose length is not known yet. */
export function SkeletonRows({ rows, className }: { rows: number; className?: string }) {
  const widths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3', 'w-2/3']
  return (
    <div role="status" aria-label="Loading" className={className}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="flex h-7 items-center">
          <Skeleton className={widths[i % widths.length]} />
        </div>
      ))}
    </div>
  )
}
