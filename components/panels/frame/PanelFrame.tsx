'use client'

import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { MenuItem } from '@/components/ui/Menu'
import { Sheet } from '@/components/ui/Sheet'
import { PANEL_LABELS, type PanelType, type SpecOf, titleOf } from '@/lib/panels/spec'
import { ExportDialog } from './ExportDialog'
import type { PlacedPanelProps } from './framed'
import { FrameHeader } from './FrameHeader'
import type { PanelExports } from './panelExport'
import { PanelTitleField } from './PanelTitleField'
import { useSettled } from './useSettled'
import { useOnScreen } from './useElementSize'

export interface PanelFrameProps<T extends PanelType> {
  /** What the body of the panel was given. */
  panel: PlacedPanelProps<T>
  /** What the panel leaves out, and other facts beside its title. */
  notes?: readonly (string | false | null | undefined)[]
  /** A button that only makes sense now, such as one that takes a zoom back. */
  action?: ReactNode
  /** The form's fields below the title's; they open beside the panel. */
  settings?: (() => ReactNode) | undefined
  /** The panel's numbers, over its body. */
  table?: (() => ReactNode) | undefined
  exports?: PanelExports | undefined
  /** Entries of the menu before the common ones. */
  menu?: readonly MenuItem[] | undefined
  /** Asked when the menu closes: whether the panel, not the menu's button, gets the focus. */
  takesFocus?: (() => boolean) | undefined
  /** Keys of a focused panel beside `f`, `e` and `t`; answers whether it took the key. */
  onKey?: ((event: KeyboardEvent<HTMLElement>) => boolean) | undefined
  /** As in aria-keyshortcuts. */
  keys?: string
  /** Whether the panel is on screen, or a little beside it. */
  onScreenChange?: ((onScreen: boolean) => void) | undefined
  /** Fills what the header leaves; `absolute inset-0` is the whole of it. */
  children: ReactNode
}

/** What all panels have around them: title, notes, buttons, settings, table, export, keys. */
export function PanelFrame<T extends PanelType>(props: PanelFrameProps<T>) {
  const { panel, settings, table, exports, onScreenChange } = props
  const { spec, onSpecChange, place } = panel
  const root = useRef<HTMLElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const [asTable, setAsTable] = useState(false)
  const [editing, setEditing] = useState(false)
  const [exporting, setExporting] = useState(false)
  const [attended, setAttended] = useState(place.filling)
  const withActions = useSettled(attended)
  useOnScreen(root, onScreenChange ?? ignore)
  const title = titleOf(spec)
  const edit = onSpecChange && settings ? () => setEditing(true) : undefined
  const toggleTable = table && (() => setAsTable((shown) => !shown))
  const toggleFullScreen = () => place.onFullScreen(!place.filling)
  const size = () => ({
    width: body.current?.clientWidth ?? 0,
    height: body.current?.clientHeight ?? 0,
  })

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const common = { f: toggleFullScreen, e: edit, t: toggleTable }[event.key]
    if (common) common()
    else if (!props.onKey?.(event)) return
    event.preventDefault()
  }
  return (
    <section
      ref={root}
      aria-label={`${title}, ${PANEL_LABELS[spec.type].toLowerCase()}`}
      aria-keyshortcuts={`f e t ${props.keys ?? ''}`.trim()}
      data-panel={spec.id}
      data-panel-type={spec.type}
      tabIndex={0}
      style={{ height: place.height }}
      onKeyDown={onKeyDown}
      onPointerEnter={() => setAttended(true)}
      onFocus={() => setAttended(true)}
      className={`group/panel relative flex min-w-0 flex-col bg-raised ${place.filling ? '' : 'rounded-md border border-line'}`}
    >
      <FrameHeader
        id={spec.id}
        title={title}
        notes={(props.notes ?? []).filter((note): note is string => !!note)}
        action={props.action}
        menu={props.menu}
        exports={exports}
        size={size}
        filling={place.filling}
        withActions={withActions}
        asTable={asTable}
        onTitle={
          onSpecChange &&
          ((text) => onSpecChange({ ...spec, title: text || undefined } as SpecOf<T>))
        }
        onEdit={edit}
        onTable={toggleTable}
        onExport={exports && (() => setExporting(true))}
        onFullScreen={toggleFullScreen}
        onMenuClosed={(event) => {
          if (!props.takesFocus?.()) return
          event.preventDefault()
          root.current?.focus({ preventScroll: true })
        }}
      />
      <div ref={body} className="relative min-h-0 grow">
        {props.children}
        {asTable && table?.()}
      </div>
      {edit && editing && (
        <Sheet open onOpenChange={setEditing} title={title} beside>
          <PanelTitleField spec={spec} onSpecChange={onSpecChange!} />
          {settings!()}
        </Sheet>
      )}
      {exports && exporting && (
        <ExportDialog
          title={title}
          exports={exports}
          size={size}
          onClose={() => setExporting(false)}
        />
      )}
    </section>
  )
}

const ignore = () => {}
