import { cx } from './cx'

/** What menus, popovers and lists have in common: the surface, and a row on it. */
export const floatingClass =
  'z-50 overflow-x-hidden overflow-y-auto rounded-md border border-line bg-raised text-13 text-ink shadow-float animate-appear outline-none'

export const itemClass = (danger = false) =>
  cx(
    'flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 outline-none',
    'data-disabled:opacity-50 data-highlighted:bg-hover data-[state=open]:bg-hover',
    danger && 'text-danger',
  )
