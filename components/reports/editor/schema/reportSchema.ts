/**
 * Every node and mark of a report's text (docs/formats/report.md), with the names and attributes that
 * are stored. What looks different in the editor extends these by their name; see editorExtensions.
 */
import type { AnyExtension } from '@tiptap/core'
import { Document } from '@tiptap/extension-document'
import { HorizontalRule } from '@tiptap/extension-horizontal-rule'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import {
  Callout,
  Footnote,
  HtmlBlock,
  MathBlock,
  PanelGridNode,
  ReportBlockquote,
  ReportCodeBlock,
  ReportHeading,
  ReportImage,
  RunSetNode,
  TableOfContents,
  UnknownBlock,
} from './blocks'
import {
  FootnoteRef,
  InlineHtml,
  InlineImage,
  MathInline,
  Mention,
  MetricChipNode,
  ReportHardBreak,
} from './inline'
import {
  ReportBulletList,
  ReportListItem,
  ReportOrderedList,
  ReportTaskItem,
  ReportTaskList,
} from './lists'
import { REPORT_MARKS } from './marks'
import { ReportTable, ReportTableCell, ReportTableHeader, ReportTableRow } from './tables'

export const REPORT_SCHEMA_EXTENSIONS: readonly AnyExtension[] = [
  Document,
  Paragraph,
  Text,
  ...[ReportHeading, ReportBlockquote, ReportCodeBlock, HorizontalRule, ReportHardBreak],
  ...[ReportBulletList, ReportOrderedList, ReportListItem, ReportTaskList, ReportTaskItem],
  ...[ReportTable, ReportTableRow, ReportTableHeader, ReportTableCell],
  ...[ReportImage, InlineImage, MathBlock, MathInline, HtmlBlock, InlineHtml],
  ...[Callout, Footnote, FootnoteRef, Mention, MetricChipNode, TableOfContents],
  ...[PanelGridNode, RunSetNode, UnknownBlock],
  ...REPORT_MARKS,
]
