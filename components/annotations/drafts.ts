/** Texts somebody has begun to write. They outlive the forms, which go with their panels. */
export class Drafts {
  private readonly texts = new Map<number | 'new', string>()

  /** Of an annotation that is being rewritten, or of a new one. */
  get(of: number | 'new'): string | undefined {
    return this.texts.get(of)
  }

  keep(of: number | 'new', text: string): void {
    if (text.trim() === '') this.texts.delete(of)
    else this.texts.set(of, text)
  }

  discard(of: number | 'new'): void {
    this.texts.delete(of)
  }
}
