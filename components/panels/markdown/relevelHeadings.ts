/**
 * Headings of a panel's text as they stand in the page: below the panel's own, and without leaving
 * levels out. What they look like follows from what was written.
 */
interface TextNode {
  type: string
  depth?: number
  children?: TextNode[]
  data?: { hName?: string; hProperties?: Record<string, string> }
}

/** The panel's title is a heading of the third level. */
const ABOVE = 3

/** A plugin of remark. */
export function relevelHeadings() {
  return (tree: TextNode) => {
    const open: number[] = []
    const visit = (node: TextNode) => {
      if (node.type === 'heading' && node.depth !== undefined) {
        while (open.length > 0 && open.at(-1)! >= node.depth) open.pop()
        open.push(node.depth)
        const level = Math.min(6, ABOVE + open.length)
        node.data = { hName: `h${level}`, hProperties: { className: `depth-${node.depth}` } }
      }
      node.children?.forEach(visit)
    }
    visit(tree)
  }
}
