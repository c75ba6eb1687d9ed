/** What READMEs of well-known projects are made of, in the style in which reports are printed. */
export const CONSTRUCTS: [name: string, source: string][] = [
  [
    'headings of all levels',
    '# One\n\n## Two\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six\n',
  ],
  [
    'badges: images that are links, in one line',
    '[![Build](https://ci.example.org/badge.svg)](https://ci.example.org) [![PyPI](https://img.example.org/v.svg "Version")](https://pypi.example.org)\n',
  ],
  ['a logo alone in its paragraph', '![The logo of the project](docs/logo.png "Logo")\n'],
  [
    'emphasis in emphasis',
    'Some **bold with _slanted_ inside** and _slanted with **bold**_ and ~~gone~~.\n',
  ],
  ['code with marks around it', 'Call **`fit()`** or [`predict`](#predict), not `` `quoted` ``.\n'],
  ['fenced code with a language', '```python\nimport wandb\n\nrun = wandb.init()\n```\n'],
  ['fenced code with more said of it', '```js title="train.js" {1,3}\nconst a = 1\n```\n'],
  ['code that holds a fence', '````markdown\n```sh\nnpm start\n```\n````\n'],
  ['a tight list', '- one\n- two\n- three\n'],
  ['a loose list', '- one\n\n- two\n\n- three\n'],
  ['lists in lists', '- fruit\n  - apple\n  - pear\n    1. green\n    2. red\n- nuts\n'],
  ['a numbered list that starts later', '3. three\n4. four\n'],
  [
    'a list with code and paragraphs in its items',
    '1. Install:\n\n   ```sh\n   pip install x\n   ```\n\n2. Run it.\n\n   It takes a while.\n',
  ],
  ['tasks, some done', '- [x] write\n- [ ] test\n  - [ ] on Windows\n- [x] ship\n'],
  ['a quote with several paragraphs', '> First.\n>\n> Second, with `code`.\n'],
  ['a quote in a quote', '> He said:\n>\n> > She said.\n'],
  ['an alert', '> [!WARNING]\n> This deletes **everything**.\n>\n> - really\n'],
  ['an alert without words', '> [!NOTE]\n'],
  [
    'a table with alignment',
    '| Model | Accuracy |  Notes |\n| :---- | :------: | -----: |\n| small |   0.91   | `fast` |\n',
  ],
  [
    'math in a line and alone',
    'With $\\alpha = 0.1$ we get\n\n$$\n\\mathcal{L} = -\\sum_i y_i \\log p_i\n$$\n',
  ],
  ['a rule between paragraphs', 'Above.\n\n---\n\nBelow.\n'],
  ['hard breaks', 'One line\\\nanother line\n'],
  ['HTML as it stands', '<details>\n<summary>More</summary>\n\nHidden **text**.\n\n</details>\n'],
  ['HTML in a line', 'Press <kbd>Ctrl</kbd> and H<sub>2</sub>O.\n'],
  ['a comment', '<!-- toc -->\n\nText.\n'],
  ['footnotes', 'As shown.[^1]\n\n[^1]: In the appendix, with `code`.\n'],
  ['bare addresses', 'See <https://example.org/a_b> or write to <mailto:ada@example.org>.\n'],
  ['a link with a title', 'Read [the guide](docs/guide.md "The guide").\n'],
  [
    'characters that mean something elsewhere',
    'Not \\*emphasis\\*, not \\`code\\`, 1 < 2, snake_case_name and a \\[bracket].\n',
  ],
  ['emoji and other scripts', '🚀 Größe, 学習率 и скорость.\n'],
]
