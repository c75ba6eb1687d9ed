/** A paragraph that stands for the table of contents, as Python-Markdown has it. */
export const CONTENTS = '[TOC]'
