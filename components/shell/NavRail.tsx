'use client'

import { LogOut, UserRound } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Menu } from '@/components/ui/Menu'
import { setThemeChoice, useThemeChoice } from '@/components/ui/theme'
import { useToast } from '@/components/ui/Toasts'
import { Tooltip } from '@/components/ui/Tooltip'
import { cx } from '@/components/ui/cx'
import { errorMessage } from '@/components/ui/ErrorState'
import { Logo } from './Logo'
import { type NavLink, THEMES, useNavLinks } from './navigation'
import { signOut, useSession } from './useSession'

const railItemClass =
  'grid size-8 place-items-center rounded-md text-ink-3 transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink'

export function NavRail() {
  const { top, bottom } = useNavLinks()
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 flex h-dvh w-12 shrink-0 flex-col items-center gap-1 border-r border-line bg-sunken py-2 max-md:hidden"
    >
      <Link
        href="/"
        aria-label="Runroom"
        className="mb-1 grid size-8 place-items-center rounded-md"
      >
        <Logo className="size-6" />
      </Link>
      {top.map((link) => (
        <RailLink key={link.href} link={link} />
      ))}
      <span className="grow" />
      <ThemeMenu />
      {bottom.map((link) => (
        <RailLink key={link.href} link={link} />
      ))}
      <AccountMenu />
    </nav>
  )
}

function RailLink({ link: { label, href, icon: Icon, current } }: { link: NavLink }) {
  return (
    <Tooltip content={label} side="right">
      <Link
        href={href}
        aria-label={label}
        aria-current={current ? 'page' : undefined}
        className={cx(railItemClass, current && 'bg-hover text-ink!')}
      >
        <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
      </Link>
    </Tooltip>
  )
}

function ThemeMenu() {
  const choice = useThemeChoice()
  const { icon: Icon } = THEMES.find((theme) => theme.value === choice)!
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button type="button" aria-label="Theme" title="Theme" className={railItemClass}>
          <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
        </button>
      }
      items={THEMES.map(({ value, label, icon }) => ({
        label,
        icon,
        checked: value === choice,
        onSelect: () => setThemeChoice(value),
      }))}
    />
  )
}

function AccountMenu() {
  const { data: session } = useSession()
  const router = useRouter()
  const toast = useToast()
  const name = session?.user.name ?? ''
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button type="button" aria-label="Account" title={name} className={railItemClass}>
          {name === '' ? (
            <UserRound aria-hidden className="size-4.5" strokeWidth={1.75} />
          ) : (
            <span
              aria-hidden
              className="grid size-6 place-items-center rounded-full bg-line-control text-12 font-semibold text-ink"
            >
              {[...name][0]?.toUpperCase()}
            </span>
          )}
        </button>
      }
      items={[
        ...(session ? [{ heading: `Signed in as ${session.user.username}` }] : []),
        { label: 'Profile', icon: UserRound, onSelect: () => router.push('/settings/profile') },
        {
          label: 'Sign out',
          icon: LogOut,
          onSelect: () =>
            void signOut().catch((error: unknown) =>
              toast({
                title: 'Signing out failed',
                description: errorMessage(error),
                tone: 'danger',
              }),
            ),
        },
      ]}
    />
  )
}
