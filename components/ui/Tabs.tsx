'use client'

import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx'

export interface Tab<T extends string> {
  value: T
  label: string
  count?: number | undefined
  /** Mounted only while its tab is chosen. */
  content: ReactNode
}

export interface TabsProps<T extends string> {
  /** Accessible name of the row of tabs. */
  label: string
  value: T
  onValueChange: (value: T) => void
  tabs: readonly Tab<T>[]
  className?: string
  listClassName?: string
  contentClassName?: string
}

export function Tabs<T extends string>({
  label,
  value,
  onValueChange,
  tabs,
  className,
  listClassName,
  contentClassName,
}: TabsProps<T>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => onValueChange(next as T)}
      className={className}
    >
      <Radix.List
        aria-label={label}
        className={cx(
          'flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]',
          listClassName,
        )}
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cx(
              'relative inline-flex h-8 items-center gap-1.5 px-2 text-13 whitespace-nowrap text-ink-2 select-none',
              'hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:font-medium data-[state=active]:text-ink',
              'data-[state=active]:after:absolute data-[state=active]:after:inset-x-2 data-[state=active]:after:bottom-0',
              'data-[state=active]:after:h-0.5 data-[state=active]:after:rounded-full data-[state=active]:after:bg-ink',
            )}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="text-12 font-normal text-ink-3 tabular-nums">{tab.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          className={cx('focus-visible:-outline-offset-2', contentClassName)}
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
