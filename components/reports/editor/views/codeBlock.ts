/** Code: coloured, with its language above it. */
import { CodeBlockLowlight } from '@tiptap/extension-code-block-lowlight'
import { common, createLowlight } from 'lowlight'
import { codeAttrs } from '../schema/blocks'

const languages = createLowlight(common)
/** Without a language, code is not guessed at: that takes as long as all languages together. */
const lowlight = {
  ...languages,
  highlightAuto: (value: string) => ({
    type: 'root' as const,
    children: [{ type: 'text' as const, value }],
  }),
}

const NAMES = languages.listLanguages().toSorted()

export const CodeBlockView = CodeBlockLowlight.extend({
  addAttributes() {
    return { ...this.parent?.(), ...codeAttrs }
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const dom = document.createElement('div')
      dom.className = 'code-block'
      const choice = document.createElement('select')
      choice.setAttribute('aria-label', 'Language')
      choice.contentEditable = 'false'
      const pre = document.createElement('pre')
      pre.className = 'code'
      pre.spellcheck = false
      const code = document.createElement('code')
      pre.append(code)
      dom.append(choice, pre)

      let shown: string | null | undefined
      const show = (language: string | null) => {
        choice.disabled = !editor.isEditable
        if (language === shown) return
        shown = language
        const known = language === null || NAMES.includes(language)
        const names = known ? NAMES : [language, ...NAMES]
        choice.replaceChildren(
          new Option('Plain text', ''),
          ...names.map((name) => new Option(name, name)),
        )
        choice.value = language ?? ''
      }
      show(node.attrs['language'] as string | null)
      choice.addEventListener('change', () => {
        const at = getPos()
        if (at === undefined) return
        const language = choice.value === '' ? null : choice.value
        editor
          .chain()
          .command(({ tr }) => {
            tr.setNodeAttribute(at, 'language', language)
            return true
          })
          .focus()
          .run()
      })
      return {
        dom,
        contentDOM: code,
        update(next) {
          if (next.type !== node.type) return false
          show(next.attrs['language'] as string | null)
          return true
        },
        stopEvent: ({ target }) => target === choice,
        ignoreMutation: (mutation) =>
          mutation.type !== 'selection' && !pre.contains(mutation.target),
      }
    }
  },
}).configure({
  lowlight,
  enableTabIndentation: true,
  tabSize: 4,
  HTMLAttributes: { class: 'code' },
})
