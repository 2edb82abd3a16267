// Quick exit: the page is blanked and replaced, so that Back does not return to it. Escape three times does the same.
const WITHIN = 3000
const area = document.querySelector('[data-exit]')
const button = area?.querySelector('[data-exit-button]')
let presses = []

function leave() {
  document.documentElement.classList.add('cairn-leaving')
  document.title = ' '
  location.replace(button.href)
}

function count(event) {
  if (event.key !== 'Escape') return
  presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp]
  if (presses.length >= 3) leave()
}

if (button) {
  area.querySelector('[data-exit-hint]').hidden = false
  button.addEventListener('click', (event) => {
    event.preventDefault()
    leave()
  })
  document.addEventListener('keydown', count)
}
// A page brought back from the browser's memory must not stay blank.
addEventListener('pageshow', () => document.documentElement.classList.remove('cairn-leaving'))
