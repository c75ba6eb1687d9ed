/** Asks for pictures from this machine. */
export function pickImages(onPicked: (files: File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/png,image/jpeg,image/gif,image/webp'
  input.multiple = true
  // In the page, or tests and some browsers forget it before it answers.
  input.hidden = true
  document.body.append(input)
  input.addEventListener('change', () => {
    onPicked([...(input.files ?? [])])
    input.remove()
  })
  input.addEventListener('cancel', () => input.remove())
  input.click()
}
