/** An attribute that stands in HTML under a name of its own, so that what is copied can be pasted. */
export function plainAttr(name: string, value: string | null, html = name) {
  return {
    [name]: {
      default: value,
      parseHTML: (element: HTMLElement) => element.getAttribute(html) ?? value,
      renderHTML: (attrs: Record<string, unknown>) => {
        const own = attrs[name]
        return typeof own === 'string' ? { [html]: own } : {}
      },
    },
  }
}
