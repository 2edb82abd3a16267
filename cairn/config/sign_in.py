"""Settings of sign-in, second factor, sessions, cookies and headers (platform anchors: OWASP ASVS 5.0 level 2)."""

import os

from csp.constants import NONE, SELF

AUTH_USER_MODEL = "partnership.Practitioner"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "cairn.partnership.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "cairn.partnership.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 0
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Without this number the address that a proxy passes on is not believed, and rate limits would count the proxy itself.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("CAIRN_BEHIND_PROXY") == "1" else 0
USERSESSIONS_TRACK_ACTIVITY = True
# A demonstration on localhost has no TLS. `cairn serve` lets nobody call an installation with real children one.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("CAIRN_DEMONSTRATION") == "1"

_TLS = os.environ.get("CAIRN_DEMONSTRATION") != "1"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SESSION_COOKIE_NAME = "__Host-cairn" if _TLS else "cairn"
CSRF_COOKIE_NAME = "__Host-cairn-csrf" if _TLS else "cairn-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# Below this path nobody is sent to a page: answers are problems in JSON, and an agency's token is listened to.
CAIRN_API_PREFIX = "/api/"
CAIRN_IDLE_MINUTES = 15
CAIRN_ABSOLUTE_HOURS = 12

SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if _TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("CAIRN_BEHIND_PROXY") == "1" else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cairn_cache"},
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Without a host no e-mail is sent, as in a demonstration; the inbox in Cairn is there all the same.
EMAIL_HOST = os.environ.get("CAIRN_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("CAIRN_SMTP_PORT", "25"))
DEFAULT_FROM_EMAIL = os.environ.get("CAIRN_MAIL_FROM", "cairn@localhost")
CAIRN_ADDRESS = os.environ.get("CAIRN_ADDRESS", "")  # where people find this installation; named in e-mails
