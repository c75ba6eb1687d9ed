'use client'

import { ImageOff, RotateCw, Trash2 } from 'lucide-react'
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/Button'
import { fieldClass } from '@/components/ui/Field'
import { safeUrl } from '@/lib/text/safeUrl'
import { isUpload, type Upload } from './uploads'

const never = () => () => {}

/** A picture of the report's own; one from elsewhere is a link, so that nobody hears who reads. */
export function ImageView({
  node,
  editor,
  selected,
  updateAttributes,
  deleteNode,
}: ReactNodeViewProps) {
  const src = String(node.attrs['src'])
  const alt = String(node.attrs['alt'])
  const title = node.attrs['title'] as string | null
  const { uploads } = editor.storage.imageUploads ?? { uploads: null }
  const upload = useSyncExternalStore(
    uploads?.subscribe ?? never,
    () => uploads?.get(src),
    () => undefined,
  )
  const editing = selected && editor.isEditable
  return (
    <NodeViewWrapper as="figure" className="image-block" data-drag-handle>
      {isUpload(src) ? (
        <Waiting
          upload={upload}
          onRetry={() => uploads?.retry(src)}
          onRemove={editor.isEditable ? deleteNode : undefined}
        />
      ) : (
        <Picture key={src} src={src} alt={alt} />
      )}
      {title && <figcaption>{title}</figcaption>}
      {editing && <Words {...{ alt, title }} onChange={updateAttributes} />}
    </NodeViewWrapper>
  )
}

/** Only what the server of this report keeps is loaded. */
const isOwn = (src: string) => /^\/api\/reports\/[^/]+\/images\/[^/]+$/.test(src)

function Picture({ src, alt }: { src: string; alt: string }) {
  const [failed, setFailed] = useState(false)
  if (!isOwn(src)) {
    const href = safeUrl(src)
    return (
      <div className="image-away">
        <ImageOff aria-hidden className="size-4 shrink-0" />
        {href ? (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {alt || 'Picture from elsewhere'}
          </a>
        ) : (
          <span>{alt || src || 'Picture without an address'}</span>
        )}
      </div>
    )
  }
  if (failed) {
    return (
      <div className="image-away">
        <ImageOff aria-hidden className="size-4 shrink-0" />
        {alt || 'This picture could not be loaded.'}
      </div>
    )
  }
  return <img src={src} alt={alt} draggable={false} onError={() => setFailed(true)} />
}

interface WaitingProps {
  upload: Upload | undefined
  onRetry: () => void
  onRemove: (() => void) | undefined
}

function Waiting({ upload, onRetry, onRemove }: WaitingProps) {
  if (!upload) {
    return (
      <div className="image-away">
        <ImageOff aria-hidden className="size-4 shrink-0" />
        <span className="grow">A picture that somebody is sending, or has not finished to.</span>
        {onRemove && (
          <Button icon={Trash2} onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
    )
  }
  const { preview, progress, error } = upload
  const percent = Math.round(progress * 100)
  return (
    <div className="image-waiting">
      <img src={preview} alt={upload.file.name} draggable={false} />
      {error === undefined ? (
        <div
          role="progressbar"
          aria-label={`Sending ${upload.file.name}`}
          aria-valuenow={percent}
          className="image-progress"
        >
          <span style={{ width: `${percent}%` }} />
        </div>
      ) : (
        <div role="alert" className="image-away">
          <span className="grow">{error}</span>
          <Button icon={RotateCw} onClick={onRetry}>
            Try again
          </Button>
          {onRemove && (
            <Button icon={Trash2} onClick={onRemove}>
              Remove
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

interface WordsProps {
  alt: string
  title: string | null
  onChange: (change: { alt?: string; title?: string | null }) => void
}

/** What those hear who do not see it, and what stands below it. */
function Words({ alt, title, onChange }: WordsProps) {
  const fields = [
    { label: 'Alternative text', value: alt, hint: 'What the picture shows', name: 'alt' },
    { label: 'Caption', value: title ?? '', hint: 'Below the picture', name: 'title' },
  ] as const
  return (
    <div contentEditable={false} className="mt-1.5 grid gap-1.5 sm:grid-cols-2">
      {fields.map(({ label, value, hint, name }) => (
        <label key={name} className="text-12 text-ink-2">
          {label}
          <input
            defaultValue={value}
            placeholder={hint}
            onBlur={({ target }) => {
              const text = target.value.trim()
              if (text === value) return
              onChange(name === 'alt' ? { alt: text } : { title: text === '' ? null : text })
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              event.currentTarget.blur()
            }}
            className={fieldClass(false, 'h-7')}
          />
        </label>
      ))}
    </div>
  )
}
