import { BUILT_IN_SETTINGS, type SettingsChange } from '@/lib/panels/linePanel'

/** Leaves every setting to whoever decides above. */
export const NOTHING_CHOSEN = Object.fromEntries(
  Object.keys(BUILT_IN_SETTINGS).map((name) => [name, undefined]),
) as SettingsChange
