/** A picture of ours with ids of its own, so that several stand in one page. */
export function scopedSvg(svg: string, prefix: string): string {
  return svg
    .replace(/(<clipPath id=")/g, `$1${prefix}-`)
    .replace(/(clip-path="url\(#)/g, `$1${prefix}-`)
}
