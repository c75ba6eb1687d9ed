/** What a project's panels are made of, and the sections that are there without anybody's doing. */
export interface StreamKeys {
  history: readonly string[]
  events: readonly string[]
}

/** Keys without a prefix stand here. */
export const LOOSE_SECTION = 'charts'
export const SYSTEM_SECTION = 'system'
