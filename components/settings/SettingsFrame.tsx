'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useSession } from '@/components/shell/useSession'
import { cx } from '@/components/ui/cx'

const PAGES = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/keys', label: 'API keys' },
  { href: '/settings/projects', label: 'Projects' },
  { href: '/settings/teams', label: 'Teams' },
]
/** For admins of the server. */
const ADMIN_PAGES = [
  { href: '/settings/people', label: 'People' },
  { href: '/settings/activity', label: 'Activity' },
]

export function SettingsFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname()
  const isAdmin = useSession().data?.user.isAdmin ?? false
  const pages = isAdmin ? [...PAGES, ...ADMIN_PAGES] : PAGES
  return (
    <div className="mx-auto w-full max-w-180 px-3 py-4 md:px-4 md:py-6">
      <h1 className="mb-3 text-20">Settings</h1>
      <nav
        aria-label="Settings"
        className="mb-6 flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {pages.map(({ href, label }) => {
          const current = pathname === href || pathname.startsWith(`${href}/`)
          return (
            <Link
              key={href}
              href={href}
              aria-current={current ? 'page' : undefined}
              className={cx(
                'flex h-8 shrink-0 items-center border-b-2 px-2 focus-visible:-outline-offset-2',
                current ? 'border-ink font-medium' : 'border-transparent text-ink-2 hover:text-ink',
              )}
            >
              {label}
            </Link>
          )
        })}
      </nav>
      {children}
    </div>
  )
}

/** One subject of a settings page. */
export function SettingsSection({
  id,
  title,
  description,
  children,
}: {
  id: string
  title: string
  description?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-labelledby={id} className="border-t border-line py-5 first:border-t-0 first:pt-0">
      <h2 id={id} className="scroll-mt-20 text-14">
        {title}
      </h2>
      {description && <p className="mt-0.5 max-w-120 text-ink-2">{description}</p>}
      <div className="mt-3">{children}</div>
    </section>
  )
}
