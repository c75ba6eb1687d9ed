'use client'

import { CircleAlert, KeyRound, type LucideIcon, WifiOff, X } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { useLiveStatus } from '@/components/live/LiveProvider'
import { cx } from '@/components/ui/cx'
import { formatTimeOfDay } from '@/lib/format/time'
import { signInPath } from './paths'
import { useSessionEnded } from './sessionEnded'
import { useSession } from './useSession'

export const NOTICE_HEIGHT_PX = 28

/** A reconnect shorter than this is nobody's business. */
const PATIENCE_MS = 1500

export interface Notice {
  id: string
  tone: 'neutral' | 'warning' | 'danger'
  icon: LucideIcon
  text: ReactNode
  onDismiss?: () => void
}

/** What the whole page has to say, as thin bars above everything. */
export function useNotices(): Notice[] {
  const ended = useSessionEnded()
  const since = useDisconnectedSince()
  const password = usePasswordReminder()
  const pathname = usePathname()
  const notices: Notice[] = []
  if (ended) {
    notices.push({
      id: 'session',
      tone: 'danger',
      icon: CircleAlert,
      text: (
        <>
          Your session has ended.{' '}
          {/* Loaded anew: what this page holds belongs to the session that has ended. */}
          <a href={signInPath(pathname)} className="font-medium underline">
            Sign in again
          </a>
        </>
      ),
    })
  } else if (since) {
    notices.push({
      id: 'live',
      tone: 'warning',
      icon: WifiOff,
      text: `Reconnecting, showing data as of ${formatTimeOfDay(since.getTime())}`,
    })
  }
  if (password.due) {
    notices.push({
      id: 'password',
      tone: 'neutral',
      icon: KeyRound,
      text: (
        <>
          Your sign-in link worked once.{' '}
          <Link href="/settings/profile#password" className="font-medium underline">
            Set a password
          </Link>{' '}
          to sign in again.
        </>
      ),
      onDismiss: password.dismiss,
    })
  }
  return notices
}

function useDisconnectedSince(): Date | undefined {
  const status = useLiveStatus()
  const since = status.state === 'reconnecting' ? status.since : undefined
  const [shown, setShown] = useState<Date>()
  useEffect(() => {
    if (!since) return
    const timer = setTimeout(() => setShown(since), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [since])
  return since && shown === since ? since : undefined
}

const DISMISSED_KEY = 'runroom-password-reminder'
const dismissals = new EventTarget()

function usePasswordReminder(): { due: boolean; dismiss: () => void } {
  const { data: session } = useSession()
  const pathname = usePathname()
  const dismissed = useSyncExternalStore(
    (listener) => {
      dismissals.addEventListener('change', listener)
      return () => dismissals.removeEventListener('change', listener)
    },
    () => sessionStorage.getItem(DISMISSED_KEY) !== null,
    () => true,
  )
  return {
    due: session?.user.hasPassword === false && !dismissed && pathname !== '/settings/profile',
    dismiss: () => {
      sessionStorage.setItem(DISMISSED_KEY, '1')
      dismissals.dispatchEvent(new Event('change'))
    },
  }
}

const TONES = {
  neutral: 'bg-accent-soft text-ink',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
}

export function Notices({ notices }: { notices: Notice[] }) {
  return (
    <div aria-live="polite">
      {notices.map(({ id, tone, icon: Icon, text, onDismiss }) => (
        <div
          key={id}
          style={{ height: NOTICE_HEIGHT_PX }}
          className={cx('flex items-center justify-center gap-2 px-3 text-12', TONES[tone])}
        >
          <Icon aria-hidden className="size-3.5 shrink-0" />
          <p className="truncate">{text}</p>
          {onDismiss && (
            <button
              type="button"
              aria-label="Dismiss"
              onClick={onDismiss}
              className="grid size-5 shrink-0 place-items-center rounded-sm hover:bg-hover"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          )}
        </div>
      ))}
    </div>
  )
}
