import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx'

export interface EmptyStateProps {
  icon?: LucideIcon
  title: string
  /** What to do, or that it will appear by itself. */
  children?: ReactNode
  action?: ReactNode
  className?: string
}

export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cx('flex flex-col items-center px-4 py-12 text-center', className)}>
      {Icon && <Icon aria-hidden className="mb-3 size-6 text-ink-3" strokeWidth={1.5} />}
      <p className="text-14 font-medium">{title}</p>
      {children && <div className="mt-1 max-w-96 text-pretty text-ink-2">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
