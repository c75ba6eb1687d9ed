/** The one script that stands in pages themselves; the server lets it run there by its hash. */
export const THEME_STORAGE_KEY = 'runroom-theme'
const DARK = '(prefers-color-scheme: dark)'

/**
 * Runs while the page's head is read, before anything is painted. It also listens, so that pages
 * follow the system and other tabs without React.
 */
export const THEME_SCRIPT = `(() => {
  const dark = matchMedia('${DARK}')
  const apply = () => {
    let choice = null
    try { choice = localStorage.getItem('${THEME_STORAGE_KEY}') } catch {}
    const theme = choice === 'light' || choice === 'dark' ? choice : dark.matches ? 'dark' : 'light'
    document.documentElement.dataset.theme = theme
    dispatchEvent(new Event('themechange'))
  }
  apply()
  dark.addEventListener('change', apply)
  addEventListener('storage', apply)
  addEventListener('themechosen', apply)
})()`
