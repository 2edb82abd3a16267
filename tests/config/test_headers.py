"""What every answer carries: headers and cookies that hold a browser to what we mean (docs/asvs.toml)."""

import pytest
from django.conf import settings
from django.test import Client

from tests.partnership import people

PAGES = ("/account/sign-in/", "/agreements/", "/health/live", "/nowhere/", "/api/v1/agencies", "/api/v1/nothing")


@pytest.fixture
def dana(northmoor) -> Client:
    """Signed in over TLS, as in an installation with real children."""
    browser = Client(headers={"X-Forwarded-Proto": "https"})
    return people.sign_in(browser, people.with_app(northmoor.practitioner("dana")))


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_says_what_a_browser_may_do_with_it(dana, path):
    answer = dana.get(path, secure=True)
    policy = answer["Content-Security-Policy"]
    for directive in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert directive in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("path", PAGES)
def test_over_tls_a_browser_is_told_to_stay_there_for_two_years(dana, path):
    assert dana.get(path, secure=True)["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_says_what_it_is_and_in_which_letters(dana, path):
    kind = dana.get(path, secure=True)["Content-Type"]
    assert kind.startswith(("text/html; charset=utf-8", "application/json", "application/problem+json")), kind


def test_cookies_are_for_this_host_alone_and_for_no_script(dana):
    dana.get("/account/sign-in/", secure=True)
    assert set(dana.cookies) <= {"__Host-cairn", "__Host-cairn-csrf"}
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert name.startswith("__Host-")
    assert settings.SESSION_COOKIE_SECURE
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_SECURE
    assert settings.CSRF_COOKIE_HTTPONLY
    assert {settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE} == {"Lax"}


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/agreements/", "/api/v1/agencies"])
def test_methods_that_nobody_needs_do_nothing(dana, method, path):
    assert dana.generic(method, path, secure=True).status_code in {403, 405}


def test_passwords_are_kept_by_a_function_made_for_them(northmoor):
    person = northmoor.practitioner("dana")
    person.set_password(people.PASSWORD)
    assert person.password.startswith("argon2$argon2id$")
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize("given", ["eleven char", "password1234"])
def test_short_and_common_passwords_are_refused(given):
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        validate_password(given)


@pytest.mark.parametrize("given", ["twelve small", "x y" * 30, "ключ от тихой гавани", "🌊🌊🌊 quiet harbour"])
def test_any_letters_of_any_script_make_a_password(given):
    from django.contrib.auth.password_validation import validate_password

    validate_password(given)
