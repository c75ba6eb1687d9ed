/** What one socket may subscribe to at most. */
export const MAX_SUBSCRIBED_RUNS = 1000
export const MAX_SUBSCRIBED_KEYS = 500
export const MAX_SUBSCRIPTIONS = 20
