// Typing counts as being there. The server is told at most once a minute, and asked before anybody is warned.
// POST marks activity, GET only asks; both answer {"ends_in": seconds}. 401 or 403: the session has ended.
const EVERY = 60_000
const WARN_BEFORE = 120
const body = document.body
const dialog = document.querySelector('[data-activity-dialog]')
const words = dialog?.querySelector('[data-activity-words]')
let told = -Infinity
let timer

async function speak(method) {
  const headers = { Accept: 'application/json' }
  if (method === 'POST') headers['X-CSRFToken'] = document.querySelector('meta[name=csrf-token]')?.content ?? ''
  try {
    const answer = await fetch(body.dataset.activityUrl, { method, headers, credentials: 'same-origin' })
    if (answer.status === 401 || answer.status === 403 || answer.redirected) return 0
    return answer.ok ? (await answer.json()).ends_in : null
  } catch {
    return null // no connection: nothing is known, so nobody is warned
  }
}

function plan(endsIn) {
  clearTimeout(timer)
  if (endsIn > WARN_BEFORE && dialog?.open) dialog.close()
  timer = setTimeout(look, Math.max(endsIn - WARN_BEFORE, 5) * 1000)
}

function warn(endsIn) {
  const at = new Date(Date.now() + endsIn * 1000)
  const shown = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })
  words.textContent = endsIn > 0 ? words.dataset.soon.replace('{time}', shown) : words.dataset.ended
  dialog.querySelector('[data-activity-stay]').hidden = endsIn <= 0
  dialog.querySelector('[data-activity-close]').hidden = endsIn > 0
  if (!dialog.open) dialog.showModal()
}

async function look() {
  const endsIn = await speak('GET')
  if (endsIn === null) return plan(WARN_BEFORE + 60)
  if (endsIn > WARN_BEFORE) return plan(endsIn)
  warn(endsIn)
  if (endsIn > 0) timer = setTimeout(look, endsIn * 1000 + 1000)
}

async function mark() {
  told = performance.now()
  const endsIn = await speak('POST')
  if (endsIn === null) return
  if (endsIn > 0) plan(endsIn)
  else warn(0)
}

if (dialog && body.dataset.activityUrl) {
  document.addEventListener('input', () => performance.now() - told > EVERY && mark())
  dialog.querySelector('[data-activity-stay]').addEventListener('click', async () => {
    await mark()
    if (dialog.open && dialog.querySelector('[data-activity-close]').hidden) dialog.close()
  })
  dialog.querySelector('[data-activity-close]').addEventListener('click', () => dialog.close())
  if (body.dataset.activityEndsIn) plan(Number(body.dataset.activityEndsIn))
}
