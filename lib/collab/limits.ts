const MB = 1024 * 1024

/** What one collaboration socket, and one document, may ask of the server. */
export const COLLAB_LIMITS = {
  /** A larger frame closes the socket for good. */
  frameBytes: 4 * MB,
  /** A larger one is not even read: above `frameBytes`, since browsers retry after that for ever. */
  payloadBytes: 16 * MB,
  /** A document that is larger takes deletions only. */
  documentBytes: 20 * MB,
  /** From here on the log warns. */
  largeDocumentBytes: 5 * MB,
  socketsPerDocument: 200,
  socketsPerCredential: 300,
  /** Types within types. */
  depth: 32,
  awarenessBytes: 4096,
  /** Others hear of changed states at most this often. */
  awarenessEveryMs: 50,
  /** A state that is not renewed for so long is a ghost's; clients renew theirs every 15 s. */
  awarenessStaleMs: 35_000,
  /** y-websocket gives a socket up on which it hears nothing for 30 s. */
  keepaliveMs: 10_000,
  /** Per socket and second, with bursts of as much as so many seconds bring. */
  messagesPerSecond: 20_000,
  bytesPerSecond: 8 * MB,
  burstSeconds: 4,
  /** Somebody who was slowed down for so long without a break is sent away. */
  floodMs: 60_000,
  /** Unsent bytes from which on a socket is spared broadcasts until it has caught up. */
  laggingBytes: 8 * MB,
  /** Unsent bytes with which a socket is given up. */
  stuckBytes: 32 * MB,
  /** Updates of a document that wait for the database before writers are put off. */
  unwrittenBytes: 16 * MB,
} as const
