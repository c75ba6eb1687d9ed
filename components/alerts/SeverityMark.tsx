import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { cx } from '@/components/ui/cx'
import { SEVERITY_LABELS } from '@/lib/alerts/describe'
import { SEVERITIES, type Severity } from '@/lib/alerts/rule'

const LOOKS: Record<Severity, { icon: LucideIcon; color: string }> = {
  INFO: { icon: Info, color: 'text-ink-2' },
  WARN: { icon: TriangleAlert, color: 'text-warning' },
  ERROR: { icon: CircleAlert, color: 'text-danger' },
}

export const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({
  value,
  label: SEVERITY_LABELS[value],
}))

/** A sign and a word, so that nobody depends on the colour. */
export function SeverityMark({ severity, className }: { severity: Severity; className?: string }) {
  const { icon: Icon, color } = LOOKS[severity]
  return (
    <span
      className={cx(
        'inline-flex shrink-0 items-baseline gap-1 text-12 font-medium',
        color,
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 self-center" />
      {SEVERITY_LABELS[severity]}
    </span>
  )
}
