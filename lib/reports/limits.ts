/** Words and numbers of reports that lists and requests need without the document. */
export const REPORT_WIDTHS = ['readable', 'wide', 'full'] as const
export type ReportWidth = (typeof REPORT_WIDTHS)[number]

export const REPORT_TEMPLATES = ['trainingSummary', 'ablation', 'weekly', 'incident'] as const
export type ReportTemplate = (typeof REPORT_TEMPLATES)[number]

export const MAX_TITLE = 256
export const MAX_DESCRIPTION = 2000
export const MAX_CAPTION = 1000
export const MAX_RUN_SET_NAME = 128
export const MAX_MARKDOWN = 1_000_000
/** Blocks within blocks; deeper than people write, and less deep than a document may be. */
export const MAX_NESTING = 24
/** Of a picture in the text. */
export const MAX_IMAGE_BYTES = 10 * 1024 * 1024
/** Days that a deleted report can be brought back. */
export const REPORT_BIN_DAYS = 30
export const MAX_VERSION_NAME = 120
/** Of one report; those without a name become fewer by themselves. */
export const MAX_NAMED_VERSIONS = 200
