/**
 * A picture of ours as a PDF of one page, of its size: lines stay lines, and words words. For papers,
 * whose programs read no SVG.
 */
import { n, pathOperators, svgEvents } from './elements'
import { writePdf, type PdfImage } from './file'
import { codesOf, hexString, widthOf } from './letters'

export interface PdfOptions {
  /** What a data URL shows; undefined of what cannot be read, which becomes a frame. */
  image?: (url: string) => PdfImage | undefined
}

type Attrs = Readonly<Record<string, string>>

/** What elements inherit. */
const INHERITED = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray'],
  ...['stroke-linecap', 'stroke-linejoin', 'font-size', 'font-family'],
]

export function svgToPdf(svg: string, options: PdfOptions = {}): Uint8Array {
  return new Converter(options).convert(svg)
}

class Converter {
  private readonly out: string[] = []
  private readonly stack: Attrs[] = [{}]
  private readonly clips = new Map<string, string>()
  private readonly opacities = new Map<string, string>()
  private readonly images: PdfImage[] = []
  private size = { width: 0, height: 0 }
  /** Words go where the last `text` said. */
  private words: Attrs | undefined
  private clipId: string | undefined

  constructor(private readonly options: PdfOptions) {}

  convert(svg: string): Uint8Array {
    let inTitle = false
    for (const event of svgEvents(svg)) {
      if (event.kind === 'text') {
        if (this.words && !inTitle) this.text(event.text, this.words)
      } else if (event.kind === 'close') {
        if (event.name === 'title') inTitle = false
        this.close(event.name)
      } else if (event.name === 'title') inTitle = !event.closed
      else this.open(event.name, event.attrs, event.closed)
    }
    return writePdf({
      ...this.size,
      content: this.out.join('\n'),
      opacities: this.opacities,
      images: this.images,
    })
  }

  private open(name: string, own: Attrs, closed: boolean): void {
    const above = this.stack.at(-1) ?? {}
    const attrs: Record<string, string> = { ...own }
    for (const key of INHERITED) {
      const value = own[key] ?? above[key]
      if (value !== undefined) attrs[key] = value
    }
    switch (name) {
      case 'svg':
        this.size = { width: Number(own['width']), height: Number(own['height']) }
        // Upside down, as screens count.
        this.out.push(`0.75 0 0 -0.75 0 ${n(this.size.height * 0.75)} cm`)
        break
      case 'clipPath':
        this.clipId = own['id']
        break
      case 'g':
        if (!closed) this.group(own)
        break
      case 'rect':
        if (this.clipId !== undefined) this.clips.set(this.clipId, this.box(own))
        else this.paint(this.box(own), attrs)
        break
      case 'line':
        this.paint(`${num(own, 'x1')} ${num(own, 'y1')} m ${num(own, 'x2')} ${num(own, 'y2')} l`, {
          ...attrs,
          fill: 'none',
        })
        break
      case 'circle':
        this.paint(circle(Number(own['cx']), Number(own['cy']), Number(own['r'])), attrs)
        break
      case 'path':
        this.paint(pathOperators(own['d'] ?? ''), attrs)
        break
      case 'image':
        this.image(own)
        break
      case 'text':
        this.words = closed ? undefined : attrs
        break
      default:
        throw new Error(`no such element in a picture of ours: ${name}`)
    }
    if (!closed && name === 'g') this.stack.push(attrs)
    if (!closed && name === 'svg') this.stack.push(attrs)
  }

  private close(name: string): void {
    if (name === 'g') {
      this.out.push('Q')
      this.stack.pop()
    } else if (name === 'clipPath') this.clipId = undefined
    else if (name === 'text') this.words = undefined
  }

  private group(attrs: Attrs): void {
    this.out.push('q')
    const transform = attrs['transform'] ?? ''
    const moved = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(transform)
    if (moved) this.out.push(`1 0 0 1 ${moved[1]} ${moved[2]} cm`)
    const scaled = /scale\(([-\d.]+)\)/.exec(transform)
    if (scaled) this.out.push(`${scaled[1]} 0 0 ${scaled[1]} 0 0 cm`)
    const clip = /url\(#([^)]+)\)/.exec(attrs['clip-path'] ?? '')?.[1]
    const box = clip === undefined ? undefined : this.clips.get(clip)
    if (box !== undefined) this.out.push(`${box} W n`)
  }

  private box(attrs: Attrs): string {
    const length = (key: 'width' | 'height') =>
      attrs[key] === '100%' ? n(this.size[key]) : num(attrs, key)
    return `${num(attrs, 'x')} ${num(attrs, 'y')} ${length('width')} ${length('height')} re`
  }

  private paint(path: string, attrs: Attrs): void {
    const fill = rgb(attrs['fill'] ?? '#000000')
    const stroke = rgb(attrs['stroke'] ?? 'none')
    if (path === '' || (!fill && !stroke)) return
    this.out.push('q')
    this.opacity(attrs)
    if (fill) this.out.push(`${fill} rg`)
    if (stroke) {
      const round = attrs['stroke-linecap'] === 'round' ? 1 : 0
      const join = attrs['stroke-linejoin'] === 'round' ? 1 : 0
      this.out.push(`${stroke} RG ${num(attrs, 'stroke-width', '1')} w ${round} J ${join} j`)
      const dash = attrs['stroke-dasharray']
      if (dash) this.out.push(`[${dash.replace(/,/g, ' ')}] 0 d`)
    }
    this.out.push(path, fill && stroke ? 'B' : fill ? 'f' : 'S', 'Q')
  }

  private opacity(attrs: Attrs): void {
    const fill = attrs['fill-opacity'] ?? '1'
    const stroke = attrs['stroke-opacity'] ?? '1'
    if (fill === '1' && stroke === '1') return
    const key = `/ca ${n(Number(fill))} /CA ${n(Number(stroke))}`
    const name = this.opacities.get(key) ?? `G${this.opacities.size}`
    this.opacities.set(key, name)
    this.out.push(`/${name} gs`)
  }

  private text(words: string, attrs: Attrs): void {
    const mono = /mono/i.test(attrs['font-family'] ?? '')
    const font = mono ? 'F3' : attrs['font-weight'] === '600' ? 'F2' : 'F1'
    const size = Number(attrs['font-size'] ?? 12)
    const codes = codesOf(words)
    const wide = widthOf(codes, mono) * size
    const anchor = attrs['text-anchor']
    const back = anchor === 'middle' ? wide / 2 : anchor === 'end' ? wide : 0
    const x = Number(attrs['x'] ?? 0)
    const y = Number(attrs['y'] ?? 0)
    this.out.push('q')
    const turned = /rotate\(([-\d.]+) ([-\d.]+) ([-\d.]+)\)/.exec(attrs['transform'] ?? '')
    if (turned) {
      const angle = (Number(turned[1]) * Math.PI) / 180
      const [cx, cy] = [Number(turned[2]), Number(turned[3])]
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
      const [dx, dy] = [cx - cos * cx + sin * cy, cy - sin * cx - cos * cy]
      this.out.push(`${[cos, sin, -sin, cos, dx, dy].map(n).join(' ')} cm`)
    }
    const at = `BT /${font} ${n(size)} Tf 1 0 0 -1 ${n(x - back)} ${n(y)} Tm`
    const halo = rgb(attrs['stroke'] ?? 'none')
    if (halo) {
      this.out.push(`${halo} RG ${num(attrs, 'stroke-width', '1')} w 1 j`)
      this.out.push(`${at} 1 Tr ${hexString(codes)} Tj ET`)
    }
    const fill = rgb(attrs['fill'] ?? '#000000')
    if (fill) this.out.push(`${fill} rg ${at} 0 Tr ${hexString(codes)} Tj ET`)
    this.out.push('Q')
  }

  private image(attrs: Attrs): void {
    const image = this.options.image?.(attrs['href'] ?? '')
    if (!image) {
      this.paint(this.box(attrs), { fill: 'none', stroke: '#999999' })
      return
    }
    const [width, height] = [Number(attrs['width']), Number(attrs['height'])]
    // The whole of it, in the middle of its frame.
    const scale = Math.min(width / image.width, height / image.height)
    const [w, h] = [image.width * scale, image.height * scale]
    const left = Number(attrs['x']) + (width - w) / 2
    const bottom = Number(attrs['y']) + (height + h) / 2
    this.out.push(`q ${n(w)} 0 0 ${n(-h)} ${n(left)} ${n(bottom)} cm /I${this.images.length} Do Q`)
    this.images.push(image)
  }
}

const num = (attrs: Attrs, key: string, initial = '0') => n(Number(attrs[key] ?? initial))

/** Undefined for no colour. */
function rgb(color: string): string | undefined {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (!hex) return color === 'none' || color === '' ? undefined : '0 0 0'
  return hex
    .slice(1)
    .map((part) => n(Number.parseInt(part, 16) / 255))
    .join(' ')
}

/** Of the four curves that are a circle. */
const KAPPA = 0.5523

function circle(cx: number, cy: number, r: number): string {
  const k = KAPPA * r
  const curve = (...points: number[]) => `${points.map(n).join(' ')} c`
  return [
    `${n(cx + r)} ${n(cy)} m`,
    curve(cx + r, cy + k, cx + k, cy + r, cx, cy + r),
    curve(cx - k, cy + r, cx - r, cy + k, cx - r, cy),
    curve(cx - r, cy - k, cx - k, cy - r, cx, cy - r),
    curve(cx + k, cy - r, cx + r, cy - k, cx + r, cy),
    'h',
  ].join('\n')
}
