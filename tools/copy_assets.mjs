// Brings GOV.UK Frontend's script into the static folder. The crown and the font stay behind: they belong to
// government domains only. The pointer to the source map goes, because a hashed static store would look for it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const from = 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js'
const to = 'cairn/ui/static/cairn/'

mkdirSync(to, { recursive: true })
writeFileSync(`${to}govuk-frontend.min.js`, readFileSync(from, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'))
