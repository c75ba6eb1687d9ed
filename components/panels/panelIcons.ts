import {
  ChartColumnBig,
  ChartLine,
  ChartNoAxesColumn,
  ChartScatter,
  FileDiff,
  Gauge,
  GitCompare,
  Hash,
  Image,
  type LucideIcon,
  Text,
  Workflow,
} from 'lucide-react'
import type { PanelType } from '@/lib/panels/spec'

/** In lists of what a panel may be. */
export const PANEL_ICONS: Record<PanelType, LucideIcon> = {
  line: ChartLine,
  scatter: ChartScatter,
  bar: ChartColumnBig,
  scalar: Hash,
  histogram: ChartNoAxesColumn,
  parallel: Workflow,
  importance: Gauge,
  runComparer: GitCompare,
  codeComparer: FileDiff,
  markdown: Text,
  media: Image,
}
