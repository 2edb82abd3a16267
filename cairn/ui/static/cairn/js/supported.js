// Runs before the page is drawn, so that parts which scripts fold away do not jump. Not a module: those come too late.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
