// Answering a question by keys. 1, 2 and 3 only choose; nothing is sent without a reason, and never by a digit.
const KEPT = 'cairn-answer-keys'
const form = document.querySelector('form[data-answer-keys]')
const help = document.querySelector('[data-answer-help]')

function start() {
  const box = help.querySelector('input[type=checkbox]')
  const said = help.querySelector('[data-answer-said]')
  const answers = [...form.querySelectorAll('input[type=radio]')]
  const reason = form.querySelector('textarea')
  const say = (words) => { said.textContent = words }
  const isTyping = (place) => place.matches('textarea, select, input:not([type=radio], [type=checkbox])')
  const isPressed = (place) => place.closest('a, button, summary, [contenteditable]')

  help.hidden = false
  try {
    box.checked = localStorage.getItem(KEPT) !== 'off'
  } catch { /* nothing may be kept in this browser: the keys are on */ }
  box.addEventListener('change', () => {
    try {
      localStorage.setItem(KEPT, box.checked ? 'on' : 'off')
    } catch { /* as above */ }
  })

  function choose(answer) {
    answer.checked = true
    answer.focus()
    const words = form.querySelector(`label[for="${answer.id}"]`)?.textContent.trim() ?? ''
    say(said.dataset.chosen.replace('{answer}', words))
  }

  function goOn() {
    if (!answers.some((each) => each.checked)) {
      say(said.dataset.choose)
      answers[0]?.focus()
    } else reason.focus()
  }

  function leave(way) {
    const link = document.querySelector(way)
    if (!link) return
    if (reason.value.trim()) say(said.dataset.reason)
    else link.click()
  }

  const keys = {
    1: () => answers[0] && choose(answers[0]),
    2: () => answers[1] && choose(answers[1]),
    3: () => answers[2] && choose(answers[2]),
    n: () => leave('[data-answer-after]'),
    p: () => leave('[data-answer-before]'),
    Enter: goOn,
  }

  document.addEventListener('keydown', (event) => {
    if (!box.checked || event.isComposing || event.repeat || document.querySelector('dialog[open]')) return
    const place = event.target
    if (place === reason && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      if (answers.some((each) => each.checked) && reason.value.trim()) form.requestSubmit(form.querySelector('button'))
      else goOn()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(place)) return
    if (event.key === 'Enter' && isPressed(place)) return
    const act = keys[event.key] ?? keys[event.key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  })
}

if (form && help) start()
