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
  const behind = inverse ? (style.color ?? 7) : style.background
  return {
    ...(behind === undefined ? inkOf(style.color, dim) : groundOf(behind)),
    fontWeight: bold ? 600 : undefined,
    fontStyle: italic ? 'italic' : undefined,
    textDecoration: underline ? 'underline' : strike ? 'line-through' : undefined,
  }
}

/** What has a colour of its own is not dimmed further: it would be too faint to read. */
function inkOf(color: AnsiColor | undefined, dim: true | undefined): CSSProperties {
  if (color !== undefined) return { color: cssColor(color) }
  return dim ? { color: 'var(--ink-3)' } : {}
}

/** A tint with plain text on it, which keeps its contrast whatever two colours were asked for. */
function groundOf(color: AnsiColor): CSSProperties {
  return {
    color: 'var(--ink)',
    background: `color-mix(in srgb, ${cssColor(color)} 25%, transparent)`,
  }
}

/** The theme's own for the sixteen; of others the lightness is moved to where it can be read. */
function cssColor(color: AnsiColor): string {
  if (typeof color === 'number') return `var(--ansi-${color})`
  const [r, g, b] = color
  return `oklch(from rgb(${r} ${g} ${b}) clamp(var(--ansi-darkest), l, var(--ansi-lightest)) c h)`
}
