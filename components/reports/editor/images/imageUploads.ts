/** Pictures that are pasted or dropped into the text. */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { Uploads } from './uploads'

declare module '@tiptap/core' {
  interface Storage {
    imageUploads: { uploads: Uploads | null }
  }
  interface Commands<ReturnType> {
    imageUploads: {
      /** Puts pictures at the caret, or at a position, and sends them to the server. */
      insertImages: (files: readonly File[], at?: number) => ReturnType
    }
  }
}

export const ImageUploads = Extension.create<{ slug: string }, { uploads: Uploads | null }>({
  name: 'imageUploads',

  addStorage: () => ({ uploads: null }),

  onCreate() {
    const { editor, options } = this
    this.storage.uploads = new Uploads(options.slug, (upload, src) => {
      if (!editor.isDestroyed) replaceSrc(editor.view, upload, src)
    })
  },

  onDestroy() {
    this.storage.uploads?.dispose()
  },

  addCommands() {
    return {
      insertImages:
        (files, at) =>
        ({ chain, state }) => {
          const { uploads } = this.storage
          if (!uploads || files.length === 0) return false
          const images = files.map((file) => ({
            type: 'image',
            attrs: { src: uploads.begin(file), alt: '' },
          }))
          return chain()
            .insertContentAt(at ?? state.selection.to, images)
            .run()
        },
    }
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const insert = (data: DataTransfer | null, at?: number) => {
      const files = imagesIn(data)
      return editor.isEditable && files.length > 0 && editor.commands.insertImages(files, at)
    }
    return [
      new Plugin({
        key: new PluginKey('imageUploads'),
        props: {
          handlePaste: (_view, { clipboardData }) => insert(clipboardData),
          handleDrop: (view, event) => {
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
            return insert(event.dataTransfer, at)
          },
        },
      }),
    ]
  },
})

/** Copied from a page, a picture comes with HTML that names it: that is what was meant then. */
function imagesIn(data: DataTransfer | null): File[] {
  if (!data || data.types.includes('text/html')) return []
  return [...data.files].filter(({ type }) => type.startsWith('image/'))
}

function replaceSrc(view: EditorView, from: string, to: string): void {
  const { tr } = view.state
  view.state.doc.descendants((node, pos) => {
    if (node.type.name === 'image' && node.attrs['src'] === from) {
      tr.setNodeAttribute(pos, 'src', to)
    }
  })
  if (tr.docChanged) view.dispatch(tr.setMeta('addToHistory', false))
}
