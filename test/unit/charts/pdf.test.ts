import { describe, expect, it } from 'vitest'
import { svgToPdf } from '@/lib/charts/pdf/svgToPdf'
import { scopedSvg } from '@/lib/charts/svgScope'

const picture = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100" font-family="Inter, Arial">\n<title>T</title>\n${inner}\n</svg>`

const pdf = (inner: string) => new TextDecoder('latin1').decode(svgToPdf(picture(inner)))

describe('a picture as PDF', () => {
  it('has a page of its size, and objects where the table says', () => {
    const file = pdf('<rect width="100%" height="100%" fill="#ffffff"/>')
    expect(file).toContain('/MediaBox [0 0 150 75]')
    expect(file).toContain('0 0 200 100 re\nf')
    const start = Number(/startxref\n(\d+)/.exec(file)![1])
    expect(file.slice(start, start + 4)).toBe('xref')
    const places = [...file.slice(start).matchAll(/^(\d{10}) 00000 n /gm)].map((m) => Number(m[1]))
    places.forEach((at, i) => expect(file.slice(at).startsWith(`${i + 1} 0 obj`)).toBe(true))
  })

  it('keeps lines lines, and dots dots', () => {
    const file = pdf(
      '<path d="M10 20l.5-.3 1 2" stroke="#ff0000" stroke-width="1.5" fill="none" stroke-opacity="0.5"/>' +
        '<path class="dots" d="M5 5h0M7 7h0" stroke="#0000ff" stroke-width="4" stroke-linecap="round" fill="none"/>',
    )
    expect(file).toContain('10 20 m\n10.5 19.7 l\n11.5 21.7 l\nS')
    expect(file).toContain('/ca 1 /CA 0.5')
    expect(file).toContain('5 5 m\n5 5 l\n7 7 m\n7 7 l\nS')
  })

  it('sets words where they were, with letters that the fonts have', () => {
    const file = pdf(
      '<text x="50" y="30" fill="#000000" font-size="10" text-anchor="end">ab</text>',
    )
    // Two letters of Helvetica are 11.12 wide at that size.
    expect(file).toContain('1 0 0 -1 38.88 30 Tm')
    expect(file).toContain('<6162> Tj')
    const hex = (text: string) =>
      /<([0-9a-f]*)> Tj/.exec(pdf(`<text x="0" y="0">${text}</text>`))![1]
    expect(hex('&lt;é…')).toBe('3ce985')
    expect(hex('≤ 1 学')).toBe('3c3d203120' + '3f')
  })

  it('says when a picture is none of ours', () => {
    expect(() => pdf('<ellipse rx="1"/>')).toThrow('ellipse')
    expect(() => pdf('<path d="M0 0A1 1 0 0 0 1 1" stroke="#000000"/>')).toThrow('A')
  })
})

it('pictures in one page have ids of their own', () => {
  const svg = '<clipPath id="plot"><rect/></clipPath><g clip-path="url(#plot)"></g>'
  expect(scopedSvg(svg, 'f1')).toBe(
    '<clipPath id="f1-plot"><rect/></clipPath><g clip-path="url(#f1-plot)"></g>',
  )
})
