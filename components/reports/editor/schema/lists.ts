import { BulletList, ListItem, OrderedList, TaskItem, TaskList } from '@tiptap/extension-list'

/** Blank lines between the items, in Markdown. */
const loose = { default: false, rendered: false }

export const ReportBulletList = BulletList.extend({ addAttributes: () => ({ loose }) })

export const ReportOrderedList = OrderedList.extend({
  addAttributes: () => ({
    loose,
    start: {
      default: 1,
      parseHTML: (element: HTMLElement) =>
        Number.parseInt(element.getAttribute('start') ?? '1', 10) || 1,
    },
  }),
})

export const ReportTaskList = TaskList.extend({ addAttributes: () => ({ loose }) })

/** `checked` may be null: an item without a box, among others that have one. */
export const ReportTaskItem = TaskItem.configure({ nested: true })

export const ReportListItem = ListItem
