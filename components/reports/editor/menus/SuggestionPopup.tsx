'use client'

import { useEffect, useId, useRef, useSyncExternalStore } from 'react'
import { cx } from '@/components/ui/cx'
import { floatingClass } from '@/components/ui/floating'
import type { SuggestionStore } from './suggestionStore'

const HEIGHT_PX = 320
const WIDTH_PX = 300
const GAP_PX = 4

export interface SuggestionPopupProps {
  store: SuggestionStore
  label: string
  /** The element that has the focus meanwhile. */
  field: HTMLElement
  nothing: string
}

/** The menu at the caret. The focus stays in the text: keys choose, and letters go on to search. */
export function SuggestionPopup({ store, label, field, nothing }: SuggestionPopupProps) {
  const state = useSyncExternalStore(store.subscribe, store.get, () => null)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const active = state && state.items.length > 0 ? `${id}-${state.index}` : null
  useEffect(() => {
    if (active === null) return
    field.setAttribute('aria-activedescendant', active)
    field.setAttribute('aria-controls', id)
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
    return () => {
      field.removeAttribute('aria-activedescendant')
      field.removeAttribute('aria-controls')
    }
  }, [active, field, id])
  if (!state?.rect) return null
  const { items, index, rect, choose, loading } = state
  const above = rect.bottom + HEIGHT_PX > window.innerHeight && rect.top > HEIGHT_PX
  const left = Math.max(8, Math.min(rect.left, window.innerWidth - WIDTH_PX - 8))
  const place = above
    ? { bottom: window.innerHeight - rect.top + GAP_PX }
    : { top: rect.bottom + GAP_PX }
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      className={cx(floatingClass, 'fixed p-1')}
      style={{
        left,
        width: WIDTH_PX,
        maxHeight: HEIGHT_PX,
        maxWidth: 'calc(100vw - 16px)',
        ...place,
      }}
      // The text keeps the focus, and its selection.
      onMouseDown={(event) => event.preventDefault()}
    >
      {items.length === 0 && (
        <p className="px-2 py-1.5 text-12 text-ink-3">{loading ? 'Looking …' : nothing}</p>
      )}
      {items.map((item, i) => {
        const { icon: Icon, shortcut, detail } = item
        const begins = i === 0 || items[i - 1]!.group !== item.group
        return (
          <div key={item.id} role="presentation">
            {begins && (
              <p role="presentation" className="px-2 pt-1.5 pb-0.5 text-12 text-ink-3">
                {item.group}
              </p>
            )}
            <div
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === index}
              onMouseMove={() => i !== index && store.setIndex(i)}
              onClick={() => choose(item)}
              className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 aria-selected:bg-hover"
            >
              <span className="grid size-4 shrink-0 place-items-center text-ink-3">
                {Icon && <Icon aria-hidden className="size-4" />}
              </span>
              <span className="min-w-0 grow truncate">{item.label}</span>
              {detail && <span className="max-w-36 truncate text-12 text-ink-3">{detail}</span>}
              {shortcut && <span className="text-12 text-ink-3">{shortcut}</span>}
            </div>
          </div>
        )
      })}
    </div>
  )
}
