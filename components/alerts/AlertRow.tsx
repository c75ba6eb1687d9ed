import Link from 'next/link'
import { RelativeTime } from '@/components/ui/RelativeTime'
import type { AlertItem } from '@/lib/api/alerts'
import { alertPath, alertPlace } from './alertPlace'
import { SeverityMark } from './SeverityMark'

const linkClass = 'max-w-full truncate text-ink-2 underline underline-offset-2 hover:text-ink'

/** On the run's own page its name says nothing new. */
export function AlertRow({ alert, ofRun = false }: { alert: AlertItem; ofRun?: boolean }) {
  const { severity, title, text, run, rule, createdAt } = alert
  const place = alertPlace(alert)
  return (
    <li className="grid grid-cols-[5rem_minmax(0,1fr)_auto] items-baseline gap-x-3 border-t border-line py-2 first:border-t-0 max-sm:grid-cols-[minmax(0,1fr)_auto]">
      <SeverityMark severity={severity} />
      <div className="min-w-0 max-sm:order-last max-sm:col-span-2">
        <p className="font-medium wrap-anywhere">{title}</p>
        {text !== '' && <p className="wrap-anywhere whitespace-pre-line text-ink-2">{text}</p>}
        <p className="flex min-w-0 flex-wrap gap-x-1.5 text-12 text-ink-3">
          {!ofRun && (
            <Link href={alertPath(alert)} title={run.displayName} className={linkClass}>
              {run.displayName}
            </Link>
          )}
          {ofRun && alert.key !== null ? (
            <Link href={alertPath(alert)} className={linkClass}>
              {place}
            </Link>
          ) : (
            place !== '' && <span className="wrap-anywhere">{place}</span>
          )}
          {/* A rule may have been given another name since. */}
          {rule && rule.name !== title && (
            <span className="wrap-anywhere">by the rule “{rule.name}”</span>
          )}
        </p>
      </div>
      <RelativeTime time={createdAt} className="text-12 whitespace-nowrap text-ink-3" />
    </li>
  )
}
