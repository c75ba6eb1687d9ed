import { COLLAB_LIMITS } from '@/lib/collab/limits'

const { messagesPerSecond, bytesPerSecond, burstSeconds, floodMs } = COLLAB_LIMITS

/** How much one socket may send, in messages and in bytes. */
export class TokenBucket {
  private messages = messagesPerSecond * burstSeconds
  private bytes = bytesPerSecond * burstSeconds
  private at: number
  private slowedMs = 0

  constructor(private readonly now: () => number = () => performance.now()) {
    this.at = now()
  }

  /** Milliseconds for which nothing more should be read; 0 when there is enough left. */
  take(bytes: number, messages = 1): number {
    const now = this.now()
    const seconds = (now - this.at) / 1000
    this.at = now
    this.messages = Math.min(
      messagesPerSecond * burstSeconds,
      this.messages + seconds * messagesPerSecond,
    )
    this.bytes = Math.min(bytesPerSecond * burstSeconds, this.bytes + seconds * bytesPerSecond)
    // Half full again: whatever it was is over.
    if (this.messages > (messagesPerSecond * burstSeconds) / 2) {
      if (this.bytes > (bytesPerSecond * burstSeconds) / 2) this.slowedMs = 0
    }
    this.messages -= messages
    this.bytes -= bytes
    const debt = Math.max(-this.messages / messagesPerSecond, -this.bytes / bytesPerSecond)
    if (debt <= 0) return 0
    // A little more than the debt, so that not every message has to wait.
    const wait = debt * 1000 + 50
    this.slowedMs += wait
    return wait
  }

  /** Whether it went on for too long to be a burst. */
  get isFlooded(): boolean {
    return this.slowedMs > floodMs
  }
}
