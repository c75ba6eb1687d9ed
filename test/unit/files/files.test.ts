import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNameProblem, mimeTypeOf } from '@/server/files/names'
import { type SignedFile, UrlSigner } from '@/server/files/signing'

describe('a file name', () => {
  it.each(['a.txt', 'media/images/x_0.png', 'ünï/コード.py', '..hidden', 'a..b/c', '.env', 'a b'])(
    'may be %j',
    (name) => {
      expect(fileNameProblem(name)).toBeUndefined()
    },
  )

  it.each([
    ['', 'is empty'],
    ['../a', 'leaves'],
    ['a/../../b', 'leaves'],
    ['a\\..\\b', 'leaves'],
    ['..', 'leaves'],
    ['/etc/passwd', 'absolute'],
    ['C:\\windows', 'absolute'],
    ['a\0b', 'NUL'],
    ['\ud800', 'Unicode'],
    ['x'.repeat(2000), 'longer'],
  ])('may not be %j', (name, why) => {
    expect(fileNameProblem(name)).toContain(why)
  })

  it('never makes a browser run what was uploaded', () => {
    for (const name of ['a.html', 'a.svg', 'a.xhtml', 'a.js', 'a.HTML', 'html']) {
      expect(mimeTypeOf(name)).toBe('application/octet-stream')
    }
    expect(mimeTypeOf('curve.PNG')).toBe('image/png')
  })
})

describe('a signed URL', () => {
  const signer = new UrlSigner('secret')
  const file = fc.record({
    action: fc.constantFrom('put' as const, 'get' as const),
    runId: fc.nat(),
    name: fc.string({ minLength: 1 }),
    expires: fc.integer({ min: 1000, max: 2000 }),
  })
  const signatureOf = (f: SignedFile) => signer.sign(f).split('/')[5]!

  it('holds until its time, and not after', () => {
    fc.assert(
      fc.property(file, (f) => {
        expect(signer.verify(f, signatureOf(f), f.expires * 1000)).toBe('valid')
        expect(signer.verify(f, signatureOf(f), f.expires * 1000 + 1)).toBe('expired')
      }),
    )
  })

  it('serves nothing but what it was made for', () => {
    fc.assert(
      fc.property(file, file, (f, other) => {
        fc.pre(JSON.stringify(f) !== JSON.stringify(other))
        expect(signer.verify(other, signatureOf(f), 0)).toBe('forged')
      }),
    )
    const f: SignedFile = { action: 'get', runId: 1, name: 'a', expires: 1500 }
    expect(new UrlSigner('another').verify(f, signatureOf(f), 0)).toBe('forged')
    expect(signer.verify(f, '', 0)).toBe('forged')
    expect(signer.verify(f, `${signatureOf(f)}x`, 0)).toBe('forged')
  })

  it('keeps the name readable and unmistakable in its path', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        const url = signer.sign({ action: 'get', runId: 1, name, expires: 1 })
        const tail = url.split('/').slice(6).map(decodeURIComponent).join('/')
        expect(tail).toBe(name)
      }),
    )
  })
})
