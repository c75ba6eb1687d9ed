/** Carets and selections of the others in the text. */
import { yCursorPlugin } from '@tiptap/y-tiptap'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import { presenceUserSchema } from '@/lib/collab/awareness'

interface Shown {
  name: string
  color: string
}

/**
 * Lets the editor hear of a caret that was moved by a key. Browsers tell of it a moment later, and
 * what comes from others in between would put the caret back.
 */
function hearCaret(view: EditorView): void {
  if (!view.isDestroyed) (view as unknown as { domObserver: { flush(): void } }).domObserver.flush()
}

export function caretKeys(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown(view, event) {
          // What is composed is the editor's to watch.
          if (!event.isComposing && event.keyCode !== 229) setTimeout(() => hearCaret(view))
          return false
        },
      },
    },
  })
}

export function cursorPlugin(awareness: Awareness): Plugin {
  const options = {
    cursorBuilder: caret,
    selectionBuilder: ({ color }: Shown) => ({
      class: 'other-selection',
      style: `--person: ${color}`,
    }),
    awarenessStateFilter: (own: number, client: number, state: unknown) =>
      client !== own && isPerson(state),
  }
  return yCursorPlugin(new CaretsOnly(awareness) as unknown as Awareness, options) as Plugin
}

/** Names come from the server, which also says who may be here: without one nobody is shown. */
const isPerson = (state: unknown) =>
  presenceUserSchema.safeParse((state as { user?: unknown } | null)?.user).success

/** The name fades when the caret stands still: moving it in the page begins anew. */
function caret({ name, color }: Shown): HTMLElement {
  const element = document.createElement('span')
  element.className = 'other-caret'
  element.style.setProperty('--person', color)
  // Drawn by the style sheet: it is no word of the text, for those who copy, search or listen.
  element.dataset['name'] = name
  // Letters without width keep the line as high as it is.
  element.append('\u{2060}')
  return element
}

/**
 * The awareness as the plugin uses it: told only when a caret of somebody else has changed. Pointers
 * over charts move many times a second, and each telling is a transaction of the editor.
 */
class CaretsOnly {
  private readonly wrapped = new Map<() => void, () => void>()

  constructor(private readonly awareness: Awareness) {}

  getStates = () => this.awareness.getStates()
  getLocalState = () => this.awareness.getLocalState()
  setLocalStateField = (field: string, value: unknown) =>
    this.awareness.setLocalStateField(field, value)

  on(event: 'change', listener: () => void): void {
    let before = this.carets()
    const filtered = () => {
      const now = this.carets()
      if (now === before) return
      before = now
      listener()
    }
    this.wrapped.set(listener, filtered)
    this.awareness.on(event, filtered)
  }

  off(event: 'change', listener: () => void): void {
    const filtered = this.wrapped.get(listener)
    if (filtered) this.awareness.off(event, filtered)
  }

  private carets(): string {
    const { clientID } = this.awareness
    const shown = [...this.awareness.getStates()].flatMap(([client, state]) =>
      client === clientID || !state['cursor'] ? [] : [[client, state['cursor'], state['user']]],
    )
    return JSON.stringify(shown)
  }
}
