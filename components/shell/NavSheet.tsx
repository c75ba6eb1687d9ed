'use client'

import { LogOut } from 'lucide-react'
import Link from 'next/link'
import { cx } from '@/components/ui/cx'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Sheet } from '@/components/ui/Sheet'
import { setThemeChoice, useThemeChoice } from '@/components/ui/theme'
import { THEMES, useNavLinks } from './navigation'
import { signOut, useSession } from './useSession'

export interface NavSheetProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

const rowClass = 'flex h-11 w-full items-center gap-3 rounded-md px-3 text-14 hover:bg-hover'

/** The navigation on phones. */
export function NavSheet({ open, onOpenChange }: NavSheetProps) {
  const { top, bottom } = useNavLinks()
  const { data: session } = useSession()
  const choice = useThemeChoice()
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="Runroom">
      <nav aria-label="Main" className="p-2">
        {[...top, ...bottom].map(({ label, href, icon: Icon, current }) => (
          <Link
            key={href}
            href={href}
            aria-current={current ? 'page' : undefined}
            onClick={() => onOpenChange(false)}
            className={cx(rowClass, current && 'bg-hover font-medium')}
          >
            <Icon aria-hidden className="size-4.5 shrink-0 text-ink-3" />
            <span className="truncate">{label}</span>
          </Link>
        ))}
        <button type="button" className={rowClass} onClick={() => void signOut()}>
          <LogOut aria-hidden className="size-4.5 text-ink-3" />
          Sign out {session?.user.username}
        </button>
        <SegmentedControl
          label="Theme"
          value={choice}
          onValueChange={setThemeChoice}
          options={THEMES.map((theme) => ({ ...theme, label: theme.label.split(' ')[0]! }))}
          className="mx-3 mt-2 mb-3 flex h-9"
        />
      </nav>
    </Sheet>
  )
}
