/** What a menu at the caret offers now: filled by the plugin that watches the typing, drawn by React. */
import type { Editor, Range } from '@tiptap/core'
import type { SuggestionOptions, SuggestionProps } from '@tiptap/suggestion'
import type { LucideIcon } from 'lucide-react'

export interface Suggested {
  id: string
  /** Heading it stands under. */
  group: string
  label: string
  /** Said below or after the label, quietly. */
  detail?: string
  icon?: LucideIcon
  /** A key that does the same, as text. */
  shortcut?: string
}

export interface SuggestionState {
  items: readonly Suggested[]
  /** Of the item that Enter takes. */
  index: number
  query: string
  loading: boolean
  /** Where the caret is, in pixels of the window. */
  rect: DOMRect | null
  choose: (item: Suggested) => void
}

export class SuggestionStore {
  private state: SuggestionState | null = null
  private readonly listeners = new Set<() => void>()

  get = (): SuggestionState | null => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  setIndex = (index: number): void => {
    if (this.state) this.set({ ...this.state, index })
  }

  /** What a plugin offers that is asked for by no typing. */
  show(items: readonly Suggested[], rect: DOMRect, choose: (item: Suggested) => void): void {
    this.set({ items, rect, choose, index: 0, query: '', loading: false })
  }

  hide(): void {
    this.set(null)
  }

  /** What the suggestion's plugin calls. */
  render = (): ReturnType<NonNullable<SuggestionOptions<Suggested>['render']>> => {
    const show = (props: SuggestionProps<Suggested>, index: number) =>
      this.set({
        items: props.items,
        index: Math.min(index, Math.max(0, props.items.length - 1)),
        query: props.query,
        loading: 'loading' in props && props.loading === true,
        rect: props.clientRect?.() ?? null,
        choose: (item) => props.command(item),
      })
    return {
      onStart: (props) => show(props, 0),
      onUpdate: (props) => {
        const same = this.state?.query === props.query
        show(props, same ? (this.state?.index ?? 0) : 0)
      },
      onKeyDown: ({ event }) => this.key(event),
      onExit: () => this.set(null),
    }
  }

  /** Answers whether it took the key. */
  key(event: KeyboardEvent): boolean {
    const { state } = this
    if (!state) return false
    const { items, index } = state
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && items.length > 0) {
      this.setIndex((index + step + items.length) % items.length)
      return true
    }
    if (event.key === 'Enter' || event.key === 'Tab') {
      const item = items[index]
      if (!item) return false
      state.choose(item)
      return true
    }
    return false
  }

  private set(state: SuggestionState | null): void {
    this.state = state
    for (const listener of [...this.listeners]) listener()
  }
}

/** Removes what was typed to find it, and does it. */
export function takeOut(editor: Editor, range: Range): void {
  editor.chain().focus().deleteRange(range).run()
}

/** Those that have all the words, the ones that begin so first. */
export function matching<T extends Suggested & { words?: string }>(
  items: readonly T[],
  query: string,
): T[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return [...items]
  const found = items.filter(({ label, detail = '', words = '' }) => {
    const all = `${label} ${detail} ${words}`.toLowerCase()
    return wanted.every((word) => all.includes(word))
  })
  const begins = ({ label }: T) => label.toLowerCase().startsWith(wanted[0]!)
  return [...found.filter(begins), ...found.filter((item) => !begins(item))]
}
