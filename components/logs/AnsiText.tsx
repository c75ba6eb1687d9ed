import { type CSSProperties, memo } from 'react'
import { type AnsiColor, type AnsiSpan, type AnsiStyle, parseAnsi } from '@/lib/console/ansi'
import type { FindMarks } from './useLogSearch'

/** A line with its colours, and what was searched for marked. */
export const AnsiText = memo(function AnsiText({
  text,
  marks,
  current,
}: {
  text: string
  marks: FindMarks | undefined
  /** The line that "next" and "previous" have arrived at. */
  current: boolean
}) {
  const spans = parseAnsi(text)
  const parts = marks ? withMarks(spans, marks) : spans
  return parts.map((part, i) => {
    const style = styleOf(part.style)
    if ('marked' in part && part.marked) {
      return (
        <mark key={i} style={current ? { ...style, background: 'var(--mark-current)' } : style}>
          {part.text}
        </mark>
      )
    }
    return style ? (
      <span key={i} style={style}>
        {part.text}
      </span>
    ) : (
      part.text
    )
  })
})

interface MarkedSpan extends AnsiSpan {
  marked: boolean
}

/** Cuts spans where marks begin and end. */
function withMarks(spans: readonly AnsiSpan[], find: FindMarks): MarkedSpan[] {
  const marks = find(spans.map((span) => span.text).join(''))
  const parts: MarkedSpan[] = []
  let offset = 0
  for (const { text, style } of spans) {
    const end = offset + text.length
    let at = offset
    const push = (to: number, marked: boolean) => {
      if (to > at) parts.push({ text: text.slice(at - offset, to - offset), style, marked })
      at = Math.max(at, to)
    }
    for (const [from, to] of marks) {
      if (to <= offset || from >= end) continue
      push(Math.max(from, offset), false)
      push(Math.min(to, end), true)
    }
    push(end, false)
    offset = end
  }
  return parts
}

function styleOf(style: AnsiStyle): CSSProperties | undefined {
  if (Object.keys(style).length === 0) return undefined
  const { bold, dim, italic, underline, strike, inverse } = style
  const color = inverse ? (style.background ?? style.color) : style.color
  const behind = inverse ? (style.color ?? 7) : style.background
  return {
    color: color === undefined ? undefined : cssColor(color),
    // Tinted, so that text on it keeps its contrast in both themes.
    background:
      behind === undefined ? undefined : `color-mix(in srgb, ${cssColor(behind)} 18%, transparent)`,
    fontWeight: bold ? 600 : undefined,
    opacity: dim ? 0.75 : undefined,
    fontStyle: italic ? 'italic' : undefined,
    textDecoration: underline ? 'underline' : strike ? 'line-through' : undefined,
  }
}

/** The theme's own for the sixteen; of others the lightness is moved to where it can be read. */
function cssColor(color: AnsiColor): string {
  if (typeof color === 'number') return `var(--ansi-${color})`
  const [r, g, b] = color
  return `oklch(from rgb(${r} ${g} ${b}) clamp(var(--ansi-darkest), l, var(--ansi-lightest)) c h)`
}
