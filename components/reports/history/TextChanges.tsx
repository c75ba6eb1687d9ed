'use client'

import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import type { BlockChange, InlinePart, ReportDiff } from '@/lib/reports/diff/types'
import { doc, type ReportNode } from '@/lib/reports/nodes'
import { MarkedText } from '../static/MarkedText'
import { ReportText, type TextParts } from '../static/ReportText'

/** Charts are not drawn here: what of them changed is said in words above. */
const PARTS: TextParts = {
  grid: () => <Placeholder>Grid of panels</Placeholder>,
  runSet: () => <Placeholder>Run set</Placeholder>,
  imageUrl: () => null,
}

type Sign = 'added' | 'removed' | 'movedHere' | 'movedAway' | 'changed'
const SIGNS: Record<Sign, { sign: string; label: string; className: string }> = {
  added: { sign: '+', label: 'Added', className: 'border-success' },
  removed: { sign: '−', label: 'Removed', className: 'border-danger' },
  movedHere: { sign: '↓', label: 'Moved here', className: 'border-success' },
  movedAway: { sign: '↑', label: 'Moved from here', className: 'border-line-strong opacity-70' },
  changed: { sign: '±', label: 'Changed', className: 'border-warning' },
}

/** The text of a version, with what is new and what is gone marked by colour and by sign. */
export function TextChanges({ diff: { title, blocks } }: { diff: ReportDiff }) {
  const same = blocks.every(({ kind }) => kind === 'same')
  return (
    <article aria-label="Text of the version" className="version-text min-w-0">
      <h2 className="mb-2 text-20 font-semibold wrap-anywhere">
        {title.before !== title.after && (
          <del className="mr-2 text-danger">{title.before || 'Untitled report'}</del>
        )}
        {title.after || 'Untitled report'}
      </h2>
      {same && <p className="mb-2 text-12 text-ink-3">The text is the same.</p>}
      <Blocks changes={blocks} />
    </article>
  )
}

function Blocks({ changes }: { changes: readonly BlockChange[] }) {
  return changes.map((change, i) => <Block key={i} change={change} />)
}

function Block({ change }: { change: BlockChange }): ReactNode {
  if (change.kind !== 'changed') {
    const text = <ReportText content={doc(asBlocks(change.node))} parts={PARTS} />
    return change.kind === 'same' ? (
      <div className="pl-6">{text}</div>
    ) : (
      <Signed kind={change.kind}>{text}</Signed>
    )
  }
  const { before, after, inline, children } = change
  if (inline) {
    return (
      <Signed kind="changed">
        <Line of={after} parts={inline} />
      </Signed>
    )
  }
  if (children) {
    return (
      <Signed kind="changed">
        <Blocks changes={children} />
      </Signed>
    )
  }
  return (
    <>
      <Block change={{ kind: 'removed', node: before }} />
      <Block change={{ kind: 'added', node: after }} />
    </>
  )
}

function Signed({ kind, children }: { kind: Sign; children: ReactNode }) {
  const { sign, label, className } = SIGNS[kind]
  return (
    <div className={cx('my-1 flex gap-2 border-l-2 pl-2', className)}>
      <span className="w-3 shrink-0 pt-1 text-center font-mono text-12">
        <span aria-hidden>{sign}</span>
        <span className="sr-only">{label}: </span>
      </span>
      <div className={cx('min-w-0 grow', kind === 'removed' && 'line-through')}>{children}</div>
    </div>
  )
}

/** Parts of lists and tables with what they stand in, or what stands in them. */
function asBlocks(node: ReportNode): ReportNode[] {
  if (node.type === 'listItem') return [{ type: 'bulletList', content: [node] }]
  if (node.type === 'taskItem') return [{ type: 'taskList', content: [node] }]
  if (node.type === 'tableRow') return [{ type: 'table', content: [node] }]
  if (node.type === 'tableCell' || node.type === 'tableHeader') return node.content ?? []
  return [node]
}

/** A line word by word. */
function Line({ of: { type }, parts }: { of: ReportNode; parts: readonly InlinePart[] }) {
  const words = parts.map(({ kind, node }, i) => {
    const said =
      node.text === undefined ? (
        <code>{INLINE_WORDS[node.type] ?? node.type}</code>
      ) : (
        <MarkedText marks={node.marks}>{node.text}</MarkedText>
      )
    if (kind === 'added')
      return (
        <ins key={i} className="bg-success-soft text-success">
          {said}
        </ins>
      )
    if (kind === 'removed')
      return (
        <del key={i} className="bg-danger-soft text-danger">
          {said}
        </del>
      )
    return <span key={i}>{said}</span>
  })
  if (type === 'codeBlock') return <pre className="overflow-x-auto text-12">{words}</pre>
  return (
    <p
      className={cx(
        'py-0.5 text-16 whitespace-pre-wrap wrap-anywhere',
        type === 'heading' && 'text-20 font-semibold',
      )}
    >
      {words}
    </p>
  )
}

const INLINE_WORDS: Record<string, string> = {
  hardBreak: '↵',
  inlineImage: 'picture',
  mathInline: 'formula',
  footnoteRef: 'note',
}

function Placeholder({ children }: { children: string }) {
  return (
    <p className="rounded-md border border-dashed border-line px-3 py-2 text-12 text-ink-3">
      {children}
    </p>
  )
}
