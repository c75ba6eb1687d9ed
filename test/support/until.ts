const EVERY_MS = 50

/**
 * Polls until `look` answers something other than undefined, null or false, and returns that.
 * Fails with the last answer's circumstances when `seconds` are over.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  seconds = 30,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  let trouble: unknown
  for (;;) {
    try {
      const found = await look()
      if (found !== undefined && found !== null && found !== false) return found
      trouble = undefined
    } catch (error) {
      trouble = error
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${seconds} s for ${what}`, { cause: trouble })
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}
