import {
  CalendarDays,
  FileText,
  FlaskConical,
  type LucideIcon,
  Siren,
  TrendingUp,
} from 'lucide-react'
import type { ReportTemplate } from '@/lib/reports/limits'

export interface TemplateChoice {
  /** Undefined: an empty report. */
  template: ReportTemplate | undefined
  label: string
  about: string
  /** What it begins with, in the order of the page. */
  outline: readonly string[]
  icon: LucideIcon
}

/** What a new report can begin with; lib/reports/templates.ts makes it. */
export const TEMPLATE_CHOICES: readonly TemplateChoice[] = [
  {
    template: undefined,
    label: 'Empty',
    about: 'A blank page.',
    outline: [],
    icon: FileText,
  },
  {
    template: 'trainingSummary',
    label: 'Training summary',
    about: 'What one training run, or several alike, gave.',
    outline: ['Result', 'Curves', 'Setup', 'Resources', 'Next'],
    icon: TrendingUp,
  },
  {
    template: 'ablation',
    label: 'Ablation',
    about: 'A baseline against variants of it.',
    outline: ['Question', 'Comparison', 'What matters', 'Conclusion'],
    icon: FlaskConical,
  },
  {
    template: 'weekly',
    label: 'Weekly report',
    about: 'What happened since last week, and what comes next.',
    outline: ['Highlights', 'Progress', 'Problems', 'Plan for next week'],
    icon: CalendarDays,
  },
  {
    template: 'incident',
    label: 'Incident',
    about: 'What went wrong, why, and what was done.',
    outline: ['What was seen', 'Timeline', 'Cause', 'What was done'],
    icon: Siren,
  },
]
