'use client'

import { LoaderCircle, type LucideIcon } from 'lucide-react'
import Link from 'next/link'
import type { ButtonHTMLAttributes, ComponentProps, ReactNode, Ref } from 'react'
import { cx } from './cx'

export type ButtonVariant = 'default' | 'primary' | 'quiet' | 'danger'

const VARIANTS: Record<ButtonVariant, string> = {
  default:
    'border-line-control bg-raised text-ink hover:bg-hover data-[state=open]:bg-hover aria-pressed:bg-hover',
  primary: 'border-transparent bg-solid text-on-solid hover:bg-solid-hover',
  quiet:
    'border-transparent text-ink-2 hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink',
  danger: 'border-transparent bg-danger-solid text-on-danger hover:bg-danger-solid-hover',
}

/** The look of a button, for things that are not buttons. */
export function buttonClass(variant: ButtonVariant = 'default', className?: string): string {
  return cx(
    'inline-flex h-7 shrink-0 select-none items-center justify-center gap-1.5 rounded-md border px-2.5',
    'text-13 font-medium whitespace-nowrap transition-colors disabled:opacity-50 disabled:pointer-events-none',
    VARIANTS[variant],
    className,
  )
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant
  icon?: LucideIcon
  /** Shows a spinner in place of the icon and ignores clicks; the button keeps its focus. */
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  variant,
  icon: Icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={buttonClass(variant, cx(busy && 'opacity-70', className))}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? (
        <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
      ) : (
        Icon && <Icon aria-hidden className="size-3.5" />
      )}
      {children}
    </button>
  )
}

export interface ButtonLinkProps extends ComponentProps<typeof Link> {
  variant?: ButtonVariant
  icon?: LucideIcon
  children: ReactNode
}

export function ButtonLink({ variant, icon: Icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link className={buttonClass(variant, className)} {...rest}>
      {Icon && <Icon aria-hidden className="size-3.5" />}
      {children}
    </Link>
  )
}
