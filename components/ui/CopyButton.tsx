'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, type ButtonVariant } from './Button'
import { IconButton } from './IconButton'
import { useToast } from './Toasts'

/** Copies text; `copied` is true for a moment afterwards. */
export function useCopy(): { copied: boolean; copy: (text: string) => Promise<void> } {
  const [copied, setCopied] = useState(false)
  const toast = useToast()
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (text: string) => {
    if (await writeClipboard(text)) setCopied(true)
    else toast({ title: 'Your browser did not allow copying.', tone: 'danger' })
  }
  return { copied, copy }
}

/** The clipboard API exists on https and localhost only; elsewhere the old way still works. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      return true
    }
  } catch {
    // Not allowed that way; try the other.
  }
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // Inside an open dialog focus may not leave it.
  const host = document.activeElement?.closest('[role=dialog]') ?? document.body
  const focused = document.activeElement
  host.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return done
}

export interface CopyButtonProps {
  /** What is copied; a function when making the text costs something. */
  text: string | (() => string)
  /** Names what is copied: "Copy run id". */
  label: string
  /** Shows the label beside the icon. */
  showLabel?: boolean
  variant?: ButtonVariant
  className?: string
}

export function CopyButton({ text, label, showLabel, variant, className }: CopyButtonProps) {
  const { copied, copy } = useCopy()
  const onClick = () => void copy(typeof text === 'function' ? text() : text)
  const icon = copied ? Check : Copy
  return (
    <>
      {showLabel ? (
        <Button variant={variant} icon={icon} className={className} onClick={onClick}>
          {copied ? 'Copied' : label}
        </Button>
      ) : (
        <IconButton
          label={copied ? 'Copied' : label}
          icon={icon}
          variant={variant}
          className={className}
          onClick={onClick}
        />
      )}
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </>
  )
}
