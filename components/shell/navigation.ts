'use client'

import {
  FileText,
  FolderKanban,
  House,
  type LucideIcon,
  Monitor,
  Moon,
  Settings,
  Siren,
  Sun,
} from 'lucide-react'
import { usePathname } from 'next/navigation'
import type { ThemeChoice } from '@/components/ui/theme'
import { alertsPath, projectPart, projectPath, reportsPath } from './paths'
import { useRouteNames } from './routeNames'

export interface NavLink {
  label: string
  href: string
  icon: LucideIcon
  current: boolean
}

/** Where the navigation leads from here, at the top and at the bottom of it. */
export function useNavLinks(): { top: NavLink[]; bottom: NavLink[] } {
  const pathname = usePathname()
  const { entity, project } = useRouteNames()
  const top: NavLink[] = [{ label: 'Home', href: '/', icon: House, current: pathname === '/' }]
  if (entity && project) {
    const part = projectPart(pathname)
    top.push(
      {
        label: `Project ${project}`,
        href: projectPath(entity, project),
        icon: FolderKanban,
        current: part !== 'alerts' && part !== 'reports',
      },
      {
        label: `Reports of ${project}`,
        href: reportsPath(entity, project),
        icon: FileText,
        current: part === 'reports',
      },
      {
        label: `Alerts of ${project}`,
        href: alertsPath(entity, project),
        icon: Siren,
        current: part === 'alerts',
      },
    )
  }
  const settings = {
    label: 'Settings',
    href: '/settings/profile',
    icon: Settings,
    current: pathname.startsWith('/settings'),
  }
  return { top, bottom: [settings] }
}

export const THEMES: { value: ThemeChoice; label: string; icon: LucideIcon }[] = [
  { value: 'system', label: 'System theme', icon: Monitor },
  { value: 'light', label: 'Light theme', icon: Sun },
  { value: 'dark', label: 'Dark theme', icon: Moon },
]
