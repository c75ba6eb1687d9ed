/** Panels and run sets in the menu behind "/". */
import { registerSlashItems, type SlashItem } from '../editor/menus/slashItems'
import { offersOf } from './editorOffers'

registerSlashItems(({ editor }) =>
  (offersOf(editor)?.inserts ?? []).map(
    ({ id, label, detail, icon, keywords, insert }): SlashItem => ({
      ...{ id, label, detail, icon },
      group: 'Runs and panels',
      words: keywords.join(' '),
      run: () => insert(editor),
    }),
  ),
)
