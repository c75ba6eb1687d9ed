'use client'

import {
  CircleAlert,
  Info,
  Lightbulb,
  type LucideIcon,
  MessageSquareWarning,
  TriangleAlert,
} from 'lucide-react'
import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { Menu } from '@/components/ui/Menu'
import { CALLOUTS, type CalloutKind } from '@/lib/reports/nodes'

export const CALLOUT_LOOKS: Record<CalloutKind, { label: string; icon: LucideIcon }> = {
  note: { label: 'Note', icon: Info },
  tip: { label: 'Tip', icon: Lightbulb },
  important: { label: 'Important', icon: MessageSquareWarning },
  warning: { label: 'Warning', icon: TriangleAlert },
  caution: { label: 'Caution', icon: CircleAlert },
}

export function CalloutView({ node, editor, updateAttributes }: ReactNodeViewProps) {
  const kind = CALLOUTS.find((one) => one === node.attrs['kind']) ?? 'note'
  const { label, icon: Icon } = CALLOUT_LOOKS[kind]
  const sign = <Icon aria-hidden className="size-4" />
  return (
    <NodeViewWrapper as="aside" role="note" aria-label={label} className="callout" data-kind={kind}>
      <div contentEditable={false} className="callout-sign">
        {editor.isEditable ? (
          <Menu
            align="start"
            trigger={
              <button
                type="button"
                aria-label={`Kind of callout: ${label}`}
                className="grid size-7 place-items-center rounded-sm hover:bg-hover"
              >
                {sign}
              </button>
            }
            items={CALLOUTS.map((one) => ({
              ...CALLOUT_LOOKS[one],
              checked: one === kind,
              onSelect: () => updateAttributes({ kind: one }),
            }))}
          />
        ) : (
          <span className="grid size-7 place-items-center">{sign}</span>
        )}
      </div>
      <NodeViewContent className="callout-text" />
    </NodeViewWrapper>
  )
}
