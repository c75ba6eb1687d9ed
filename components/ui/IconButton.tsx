'use client'

import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { type ButtonVariant, buttonClass } from './Button'
import { Tooltip, type TooltipProps } from './Tooltip'

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The accessible name, shown as a tooltip. */
  label: string
  icon: LucideIcon
  variant?: ButtonVariant
  tooltipSide?: TooltipProps['side']
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({
  label,
  icon: Icon,
  variant = 'quiet',
  tooltipSide,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} side={tooltipSide}>
      <button
        type="button"
        aria-label={label}
        className={buttonClass(variant, `w-7 px-0! ${className ?? ''}`)}
        {...rest}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </Tooltip>
  )
}
