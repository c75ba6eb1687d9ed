import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSeparated } from '@/lib/files/csv'
import { parseDiff } from '@/lib/files/diff'
import { decodeText, fileKind, languageOf } from '@/lib/files/kind'
import { fileTree } from '@/lib/files/tree'

describe('the kind of a file', () => {
  it.each([
    ['a/requirements.txt', 'requirements'],
    ['diff.patch', 'diff'],
    ['diff_0a1b.patch', 'diff'],
    ['wandb-summary.json', 'json'],
    ['table.TSV', 'table'],
    ['page.htm', 'html'],
    ['code/train.py', 'code'],
    ['config.yaml', 'code'],
    ['Dockerfile', 'code'],
    ['output.log', 'text'],
    ['weights.bin', 'text'],
    ['.constructor', 'text'],
    ['a.constructor', 'text'],
  ])('%s is %s', (name, kind) => {
    expect(fileKind(name)).toBe(kind)
    if (kind === 'code') expect(languageOf(name)).toBeDefined()
  })

  it('turns out to be binary by what it holds, not because its end was cut off', () => {
    const text = new TextEncoder().encode('grüße 🦉')
    expect(decodeText(text)).toBe('grüße 🦉')
    for (let end = 0; end <= text.length; end++) {
      expect('grüße 🦉').toContain(decodeText(text.subarray(0, end)))
    }
    expect(decodeText(Uint8Array.of(65, 0, 66))).toBeUndefined()
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 65))).toBeUndefined()
  })
})

describe('separated text', () => {
  const parse = (text: string) => parseSeparated(text, ',', 1000).rows

  it('reads quotes, line ends of every kind and a mark at the start', () => {
    expect(parse('\ufeffa,b\r\n"1,5","say ""hi"""\n"two\nlines",\n')).toEqual([
      ['a', 'b'],
      ['1,5', 'say "hi"'],
      ['two\nlines', ''],
    ])
    expect(parse('a,"unfinished')).toEqual([['a', 'unfinished']])
    expect(parse('')).toEqual([])
    expect(parseSeparated('a\tb', '\t', 10).rows).toEqual([['a', 'b']])
  })

  it('stops at the most rows asked for, and says so', () => {
    expect(parseSeparated('a\nb\nc', ',', 2)).toEqual({ rows: [['a'], ['b']], more: true })
    expect(parseSeparated('a\nb\n', ',', 2).more).toBe(false)
  })

  it('gives back what was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') })
    const row = fc.array(cell, { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
        const text = rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')
        expect(parse(text)).toEqual(rows)
      }),
    )
  })

  it('ends on any text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') })
    fc.assert(fc.property(text, (any) => void parse(any)))
  })
})

describe('a diff', () => {
  const DIFF = `diff --git a/train.py b/train.py
index 1..2 100644
--- a/train.py
+++ b/train.py
@@ -1,4 +1,4 @@ def main
 import wandb
--- a comment of another language
-lr = 1
+lr = 2
++++ counts
 end
diff --git a/old name.txt b/new name.txt
similarity index 90%
rename from old name.txt
rename to new name.txt
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-bye
\\ No newline at end of file
diff --git a/logo.png b/logo.png
new file mode 100644
Binary files /dev/null and b/logo.png differ
`

  it('is read by file, with counts and what happened to each', () => {
    const files = parseDiff(DIFF)
    expect(files.map(({ path, status, added, removed }) => [path, status, added, removed])).toEqual(
      [
        ['train.py', 'changed', 2, 2],
        ['new name.txt', 'renamed', 0, 0],
        ['gone.txt', 'deleted', 0, 1],
        ['logo.png', 'added', 0, 0],
      ],
    )
    expect(files[1]!.oldPath).toBe('old name.txt')
    // Inside a hunk these are lines, whatever they look like.
    expect(files[0]!.lines.map((line) => line.text)).toContain('-- a comment of another language')
    expect(files[0]!.lines.map((line) => line.text)).toContain('+++ counts')
    expect(files[2]!.lines.at(-1)).toEqual({ kind: 'note', text: 'No newline at end of file' })
    expect(files[3]!.lines).toEqual([
      { kind: 'note', text: 'Binary files /dev/null and b/logo.png differ' },
    ])
  })

  it('may come without git’s own headers', () => {
    const text = '--- a.txt\t2026-01-01\n+++ b.txt\t2026-01-02\n@@ -1 +1 @@\n-a\n+b\n--- c\n+++ c\n'
    expect(parseDiff(text).map(({ path, lines }) => [path, lines.length])).toEqual([
      ['b.txt', 3],
      ['c', 0],
    ])
  })

  it('loses no line of a hunk, whatever the text', () => {
    const line = fc.constantFrom('+a', '-b', ' c', '@@ -1,2 +1,2 @@', '--- x', '+++ y', '', '\\ No')
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const files = parseDiff(lines.join('\n'))
        const counted = files.flatMap((file) => file.lines)
        const added = counted.filter(({ kind }) => kind === 'added').length
        expect(files.reduce((sum, file) => sum + file.added, 0)).toBe(added)
      }),
    )
  })
})

describe('the tree of files', () => {
  it('counts what is below each folder, folders in natural order', () => {
    const names = ['b10/x', 'b9/y/z', 'b9/w', 'top']
    const tree = fileTree(names.map((name) => ({ name, sizeBytes: 10 })))
    expect(tree).toMatchObject({ count: 4, sizeBytes: 40 })
    expect(tree.folders.map(({ path, count }) => [path, count])).toEqual([
      ['b9/', 2],
      ['b10/', 1],
    ])
    expect(tree.folders[0]!.folders[0]).toMatchObject({ path: 'b9/y/', name: 'y', count: 1 })
  })

  it('holds every file once, whatever the names', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), minLength: 1 })
    fc.assert(
      fc.property(fc.uniqueArray(name), (names) => {
        const tree = fileTree(names.map((one) => ({ name: one, sizeBytes: 1 })))
        const all: string[] = []
        const visit = (folder: typeof tree) => {
          all.push(...folder.files.map((file) => file.name))
          folder.folders.forEach(visit)
        }
        visit(tree)
        expect(all.sort()).toEqual([...names].sort())
        expect(tree.count).toBe(names.length)
      }),
    )
  })
})
