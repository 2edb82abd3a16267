// Saves a form marked data-draft while it is being written. The server's draft is the truth; the device keeps
// ciphertext from the first keystroke until the server has answered.
// PUT <data-draft-url> with If-Match "<data-draft-revision>", body {name: [values]}
//   200 {"revision", "saved_at"?, "url"?}   409 {"revision", "fields"}: another window has moved on
import { forget, holdsAny, keep, kept } from './keep.js'

const KEEP_AFTER = 250
const SAVE_AFTER = 1500
const AGAIN_AFTER = 10_000
const SKIPPED = ['csrfmiddlewaretoken', 'draft', 'revision']

function collect(form) {
  const fields = {}
  for (const [name, value] of new FormData(form)) {
    if (SKIPPED.includes(name) || value instanceof File || form.elements[name]?.type === 'password') continue
    ;(fields[name] ??= []).push(value)
  }
  return fields
}

function put(form, fields) {
  const left = structuredClone(fields)
  for (const box of form.elements) {
    if (!box.name || SKIPPED.includes(box.name) || /^(file|hidden|password|submit|button)$/.test(box.type)) continue
    if (box.type === 'checkbox' || box.type === 'radio') box.checked = (fields[box.name] ?? []).includes(box.value)
    else if (box.type === 'select-multiple') for (const one of box.options) one.selected = (fields[box.name] ?? []).includes(one.value)
    else box.value = left[box.name]?.shift() ?? ''
  }
  dispatchEvent(new Event('pageshow')) // GOV.UK radios and checkboxes then show or fold what depends on them
}

class Draft {
  constructor(form) {
    this.form = form
    this.url = form.dataset.draftUrl
    this.method = form.dataset.draftMethod ?? 'PUT'
    this.id = form.dataset.draftId ?? this.url
    this.revision = form.dataset.draftRevision ?? ''
    this.status = form.querySelector('[data-draft-status]') ?? document.querySelector('[data-draft-status]')
    this.conflict = form.querySelector('[data-draft-conflict]') ?? document.querySelector('[data-draft-conflict]')
    this.changes = this.savedChanges = 0
    form.addEventListener('input', () => this.changed())
    form.addEventListener('change', () => this.changed())
    form.addEventListener('submit', () => (this.isSending = true))
    addEventListener('online', () => this.save())
    document.addEventListener('visibilitychange', () => document.hidden && this.save({ keepalive: true }))
    addEventListener('pageshow', () => (this.isSending = false))
    this.conflict?.querySelector('[data-draft-theirs]').addEventListener('click', () => this.takeTheirs())
    this.conflict?.querySelector('[data-draft-mine]').addEventListener('click', () => this.takeMine())
  }

  async restore() {
    const found = await kept(this.id)
    if (!found || this.changes) return
    put(this.form, found.fields)
    this.revision = found.revision
    this.say('restored')
    this.changed()
  }

  changed() {
    this.changes += 1
    clearTimeout(this.keeping)
    clearTimeout(this.saving)
    this.keeping = setTimeout(() => this.keepHere(), KEEP_AFTER)
    this.saving = setTimeout(() => this.save(), SAVE_AFTER)
  }

  // Signed out: nothing may be kept again while the page is on its way out.
  stop() {
    this.isSending = true
    this.savedChanges = Infinity
    clearTimeout(this.keeping)
    clearTimeout(this.saving)
  }

  get isUnsaved() {
    return this.changes > this.savedChanges
  }

  keepHere() {
    // One after the other: an older copy must never land on top of a newer one, nor come back after the clearing.
    this.keptHere = Promise.resolve(this.keptHere).then(() =>
      this.isUnsaved ? keep(this.id, { fields: collect(this.form), revision: this.revision }) : false
    )
    return this.keptHere
  }

  async save(options = {}) {
    if (!this.isUnsaved || this.isSaving || this.isSending || this.theirs) return
    this.isSaving = true
    clearTimeout(this.saving)
    const sent = this.changes
    try {
      const answer = await this.send(options)
      await this.heard(answer, sent)
    } catch {
      await this.failed('offline')
    } finally {
      this.isSaving = false
    }
    if (this.isUnsaved && !this.theirs) this.saving = setTimeout(() => this.save(), this.hasFailed ? AGAIN_AFTER : SAVE_AFTER)
  }

  send(options) {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
    headers['X-CSRFToken'] = document.querySelector('meta[name=csrf-token]')?.content ?? ''
    if (this.revision !== '') headers['If-Match'] = `"${this.revision}"`
    const body = JSON.stringify(collect(this.form))
    return fetch(this.url, { method: this.method, headers, body, credentials: 'same-origin', redirect: 'manual', ...options })
  }

  async heard(answer, sent) {
    if (answer.status === 409) return this.offer(await answer.json())
    if (answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect') return this.failed('signedOut')
    if (!answer.ok) return this.failed('refused')
    const { revision, saved_at: at, url } = await answer.json()
    this.revision = String(revision)
    this.form.dataset.draftRevision = this.revision
    for (const box of this.form.querySelectorAll('input[type=hidden][name=revision]')) box.value = this.revision
    if (url) [this.url, this.method] = [url, 'PUT']
    this.savedChanges = sent
    this.hasFailed = false
    await this.keptHere
    if (!this.isUnsaved) await forget(this.id)
    this.say('saved', at ? new Date(at) : new Date())
  }

  async failed(why) {
    this.hasFailed = true
    this.say((await this.keepHere()) ? `${why}Kept` : why)
  }

  say(what, at) {
    if (!this.status) return
    const time = at?.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })
    const words = (this.status.dataset[what] ?? '').replace('{time}', time ?? '')
    this.status.classList.toggle('cairn-save--kept', what !== 'saved')
    // The same words again would only be read out again.
    if (this.status.textContent !== words) this.status.textContent = words
  }

  offer(theirs) {
    this.theirs = theirs
    this.keepHere()
    this.say('conflict')
    if (!this.conflict) return
    this.show(theirs.fields, true)
    this.conflict.hidden = false
  }

  show(fields, isOpen) {
    const lines = Object.entries(fields).flatMap(([name, values]) => {
      const label = this.form.elements[name]?.labels?.[0]?.textContent.trim() ?? name
      return SKIPPED.includes(name) || values.join('') === '' ? [] : `${label}\n${values.join(', ')}`
    })
    this.conflict.querySelector('[data-draft-other]').textContent = lines.join('\n\n')
    this.conflict.querySelector('[data-draft-choose]').hidden = !isOpen
  }

  // Whichever is taken, the other words stay on the page until it is left: nothing is destroyed by a choice.
  takeTheirs() {
    const mine = collect(this.form)
    put(this.form, this.theirs.fields)
    this.savedChanges = this.changes
    this.show(mine, false)
    this.settle()
    forget(this.id)
  }

  takeMine() {
    this.show(this.theirs.fields, false)
    this.settle()
    this.changed()
  }

  settle() {
    this.revision = String(this.theirs.revision)
    this.theirs = null
    this.say('none')
    this.form.querySelector('textarea, input:not([type=hidden])')?.focus()
  }
}

const drafts = [...document.querySelectorAll('form[data-draft]')].map((form) => new Draft(form))

// Cleared once the server shows that it was sent, not at the press of the button: that press may fail.
for (const sent of document.querySelectorAll('[data-draft-sent]')) await forget(sent.dataset.draftSent)
for (const draft of drafts) await draft.restore()

for (const form of document.querySelectorAll('form[data-sign-out]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    for (const draft of drafts) await draft.save()
    const isLeaving = !((await holdsAny()) || drafts.some((draft) => draft.isUnsaved)) || confirm(form.dataset.signOut)
    if (!isLeaving) return
    for (const draft of drafts) draft.stop()
    await forget()
    form.submit()
  })
}
