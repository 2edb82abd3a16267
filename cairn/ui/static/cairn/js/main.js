import { initAll } from '../govuk-frontend.min.js'

initAll()

// What is folded away on screen is still part of the paper.
const opened = new Set()
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not([open])')) {
    details.open = true
    opened.add(details)
  }
})
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false
  opened.clear()
})
