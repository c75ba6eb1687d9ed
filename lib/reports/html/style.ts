/** How an exported report looks, on screen and on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; color: #18191c; background: #fff; font: 16px/1.6 Inter, 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
main { margin: 0 auto; padding: 2.5rem 1.25rem; max-width: 46rem; }
main.wide { max-width: 64rem; }
main.full { max-width: none; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.8em 0 0.5em; break-after: avoid; }
h1 { font-size: 2rem; margin-top: 0; }
h2 { font-size: 1.5rem; }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1rem; }
a { color: #3a56c5; }
.about { color: #666972; font-size: 0.9rem; }
blockquote { margin: 1em 0; padding-left: 1rem; border-left: 3px solid #cfd1d8; color: #4e5159; }
.callout { margin: 1em 0; padding: 0.2rem 1rem; border: 1px solid #e5e6ea; border-left: 3px solid #3a56c5; border-radius: 4px; }
.callout.warning, .callout.caution { border-left-color: #b4530a; }
.callout .kind { margin: 0.6em 0 0; font-weight: 600; }
pre { overflow-x: auto; padding: 0.8rem 1rem; background: #f5f5f7; border-radius: 4px; font-size: 0.85rem; line-height: 1.5; white-space: pre-wrap; }
code { font-family: 'JetBrains Mono', Menlo, Consolas, monospace; font-size: 0.9em; }
:not(pre) > code { background: #f5f5f7; border-radius: 3px; padding: 0.1em 0.3em; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; }
th, td { border: 1px solid #e5e6ea; padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; }
ul.contents { list-style: none; padding-left: 0; }
.contents .level-2 { padding-left: 1rem; }
.contents .level-3, .contents .level-4, .contents .level-5, .contents .level-6 { padding-left: 2rem; }
.mention { font-weight: 500; }
ul.tasks { list-style: none; padding-left: 1rem; }
hr { border: 0; border-top: 1px solid #e5e6ea; margin: 2rem 0; }
figure { margin: 1em 0; break-inside: avoid; }
figcaption { color: #666972; font-size: 0.9rem; }
img, figure svg { max-width: 100%; height: auto; display: block; }
.grid { display: grid; gap: 0.8rem; grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); margin: 1em 0; }
.grid figure { margin: 0; border: 1px solid #e5e6ea; border-radius: 6px; overflow: hidden; }
.grid figure svg { width: 100%; }
.math { overflow-x: auto; margin: 1em 0; }
.notes { margin-top: 3rem; border-top: 1px solid #e5e6ea; font-size: 0.9rem; }
.notes p { display: inline; }
@media (max-width: 40rem) { .grid { grid-template-columns: minmax(0, 1fr); } }
@media print {
  main { max-width: none; padding: 0; }
  body { font-size: 10.5pt; }
  a { color: inherit; }
}
@page { margin: 18mm; }
`
