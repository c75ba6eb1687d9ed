export type { Compacted } from './compactDocument'
export { Compactor } from './compactor'
export {
  type DocumentFacts,
  Documents,
  isDocumentGone,
  type StoredDocument,
  type UpdateRow,
} from './documents'
export {
  DamagedDocumentError,
  emptyDocument,
  restoreDocument,
  type Roots,
  type RootType,
} from './state'
