import { Copy, MoveRight, Trash2 } from 'lucide-react'
import type { MenuItem } from '@/components/ui/Menu'
import type { PlacedPanel } from '@/lib/workspace/arrange'
import type { PanelActions } from './panelActions'

export function panelMenu(actions: PanelActions, panel: PlacedPanel): MenuItem[] {
  return [
    { label: 'Duplicate', icon: Copy, onSelect: () => actions.duplicate(panel) },
    {
      label: 'Move…',
      icon: MoveRight,
      shortcut: 'Alt+arrows',
      onSelect: () => actions.askMove(panel),
    },
    {
      label: 'Delete panel',
      icon: Trash2,
      shortcut: 'Del',
      danger: true,
      onSelect: () => actions.remove(panel),
    },
  ]
}
