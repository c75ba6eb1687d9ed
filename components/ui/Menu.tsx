'use client'

import { Check, ChevronRight, type LucideIcon } from 'lucide-react'
import { ContextMenu as RadixContext, DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { floatingClass, itemClass } from './floating'
import { rememberTrigger } from './menuTrigger'

export interface MenuAction {
  label: string
  icon?: LucideIcon
  /** A key that does the same, as text. */
  shortcut?: string
  danger?: boolean
  disabled?: boolean
  /** Set (true or false) for what is switched on and off. */
  checked?: boolean
  onSelect: () => void
}

export interface MenuLink {
  label: string
  icon?: LucideIcon
  href: string
  /** Saves instead of opening. */
  download?: boolean
}

export interface Submenu {
  label: string
  icon?: LucideIcon
  items: MenuItem[]
}

export type MenuItem = MenuAction | MenuLink | Submenu | { heading: string } | 'separator'

/** Dropdown and context menus have the same parts under two names. */
type Parts = Pick<
  typeof DropdownMenu,
  | 'Item'
  | 'CheckboxItem'
  | 'ItemIndicator'
  | 'Label'
  | 'Separator'
  | 'Sub'
  | 'SubTrigger'
  | 'SubContent'
  | 'Portal'
>

const contentClass = cx(floatingClass, 'min-w-44 max-w-80 p-1')

export interface MenuProps {
  /** One button. */
  trigger: ReactNode
  items: MenuItem[]
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** Accessible name; by default that of the trigger. */
  label?: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** Prevented where an item has given the focus to something else. */
  onCloseAutoFocus?: (event: Event) => void
}

export function Menu({
  trigger,
  items,
  align = 'end',
  side = 'bottom',
  label,
  open,
  onOpenChange,
  onCloseAutoFocus,
}: MenuProps) {
  return (
    <DropdownMenu.Root open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          onCloseAutoFocus={leaveFocus(onCloseAutoFocus)}
          className={cx(contentClass, 'max-h-(--radix-dropdown-menu-content-available-height)')}
        >
          <Items parts={DropdownMenu} items={items} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** A dialog that an item has opened keeps the focus: menus would take it back to their trigger. */
function leaveFocus(onCloseAutoFocus: MenuProps['onCloseAutoFocus']) {
  return (event: Event) => {
    onCloseAutoFocus?.(event)
    if (event.defaultPrevented) return
    if (!document.activeElement?.closest('[role=dialog], [role=alertdialog]')) return
    event.preventDefault()
    rememberTrigger(event.currentTarget)
  }
}

/** The same items on a right click or a long press on `children`, one element. */
export function ContextMenu({
  children,
  items,
  onCloseAutoFocus,
}: { children: ReactNode } & Pick<MenuProps, 'items' | 'onCloseAutoFocus'>) {
  return (
    <RadixContext.Root>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content
          collisionPadding={8}
          onCloseAutoFocus={leaveFocus(onCloseAutoFocus)}
          className={contentClass}
        >
          <Items parts={RadixContext as Parts} items={items} />
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  )
}

function Items({ parts: M, items }: { parts: Parts; items: MenuItem[] }) {
  // Icons make room on every row, or on none.
  const icons = items.some((item) => typeof item === 'object' && 'label' in item && item.icon)
  return items.map((item, i) => {
    if (item === 'separator') return <M.Separator key={i} className="-mx-1 my-1 h-px bg-line" />
    if ('heading' in item) {
      return (
        <M.Label key={i} className="px-2 pt-1.5 pb-0.5 text-12 text-ink-3">
          {item.heading}
        </M.Label>
      )
    }
    const face = <Face item={item} icons={icons} />
    if ('items' in item) {
      return (
        <M.Sub key={i}>
          <M.SubTrigger className={itemClass()}>
            {face}
            <ChevronRight aria-hidden className="size-3.5 text-ink-3" />
          </M.SubTrigger>
          <M.Portal>
            <M.SubContent sideOffset={4} collisionPadding={8} className={contentClass}>
              <Items parts={M} items={item.items} />
            </M.SubContent>
          </M.Portal>
        </M.Sub>
      )
    }
    if ('href' in item) {
      return (
        <M.Item key={i} asChild className={itemClass()}>
          <a href={item.href} download={item.download}>
            {face}
          </a>
        </M.Item>
      )
    }
    if (item.checked !== undefined) {
      return (
        <M.CheckboxItem
          key={i}
          checked={item.checked}
          onCheckedChange={item.onSelect}
          disabled={item.disabled}
          className={itemClass(item.danger)}
        >
          {face}
          <span className="size-3.5">
            <M.ItemIndicator>
              <Check aria-hidden className="size-3.5" />
            </M.ItemIndicator>
          </span>
        </M.CheckboxItem>
      )
    }
    return (
      <M.Item
        key={i}
        onSelect={item.onSelect}
        disabled={item.disabled}
        className={itemClass(item.danger)}
      >
        {face}
        {item.shortcut && <span className="text-12 text-ink-3">{item.shortcut}</span>}
      </M.Item>
    )
  })
}

function Face({ item, icons }: { item: MenuAction | MenuLink | Submenu; icons: boolean }) {
  const Icon = item.icon
  return (
    <>
      {icons && (
        <span className="grid size-4 shrink-0 place-items-center text-ink-3 in-[.text-danger]:text-danger">
          {Icon && <Icon aria-hidden className="size-3.5" />}
        </span>
      )}
      <span className="grow">{item.label}</span>
    </>
  )
}
