/** The file around a page of PDF (ISO 32000-1): objects, their places, and what the page uses. */

export interface PdfImage {
  width: number
  height: number
  /** Rows of red, green and blue, packed as zlib does (FlateDecode). */
  packed: Uint8Array
}

export interface PdfPage {
  /** CSS pixels. */
  width: number
  height: number
  /** Operators, in letters of ASCII. */
  content: string
  /** Names of states of opacity, by what they are. */
  opacities: ReadonlyMap<string, string>
  images: readonly PdfImage[]
}

const FONTS = ['Helvetica', 'Helvetica-Bold', 'Courier']
const POINTS = 0.75

export function writePdf({ width, height, content, opacities, images }: PdfPage): Uint8Array {
  const objects: (string | [head: string, body: Uint8Array])[] = []
  const add = (object: string | [string, Uint8Array]) => objects.push(object)
  const firstFont = 5
  const firstImage = firstFont + FONTS.length
  const fonts = FONTS.map((_name, i) => `/F${i + 1} ${firstFont + i} 0 R`).join(' ')
  const states = [...opacities].map(([what, name]) => `/${name} << ${what} >>`).join(' ')
  const pictures = images.map((_image, i) => `/I${i} ${firstImage + i} 0 R`).join(' ')
  const box = `[0 0 ${width * POINTS} ${height * POINTS}]`
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add('<< /Type /Pages /Kids [3 0 R] /Count 1 >>')
  add(
    `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Contents 4 0 R /Resources << ` +
      `/Font << ${fonts} >> /ExtGState << ${states} >> /XObject << ${pictures} >> >> >>`,
  )
  add(['', new TextEncoder().encode(content)])
  for (const name of FONTS) {
    add(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`)
  }
  for (const image of images) {
    const head =
      `/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} ` +
      '/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode '
    add([head, image.packed])
  }
  return assembled(objects)
}

function assembled(objects: readonly (string | [head: string, body: Uint8Array])[]): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const write = (piece: string | Uint8Array) => {
    const bytes = typeof piece === 'string' ? new TextEncoder().encode(piece) : piece
    parts.push(bytes)
    length += bytes.length
  }
  write('%PDF-1.4\n')
  const places = objects.map((object, i) => {
    const at = length
    write(`${i + 1} 0 obj\n`)
    if (typeof object === 'string') write(object)
    else {
      const [head, body] = object
      write(`<< ${head}/Length ${body.length} >>\nstream\n`)
      write(body)
      write('\nendstream')
    }
    write('\nendobj\n')
    return at
  })
  const start = length
  const entries = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`)
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`)
  write(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  const file = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}
