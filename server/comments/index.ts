export { Comments, type CommentListener, type PositionsOf } from './comments'
export { includeForNotice, presentNotice } from './notices'
