"""Settings of signing in: passwords, second factors, identity providers. docs/decisions/0013."""

from __future__ import annotations

from belonging.web.config.environment import identity_providers

SIGN_IN_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "belonging.web.accounts.passwords.PatternPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "home:sign_in"
LOGIN_REDIRECT_URL = "home:work"
LOGOUT_REDIRECT_URL = "home:front"
CSRF_FAILURE_VIEW = "belonging.web.config.error_pages.unproven"
GUARD_SESSIONS = True
"""A second factor, an end to idle sessions, and a fresh proof before certain acts. The tests of other parts make
sessions without signing in, so tests/settings.py turns it off; nothing in the environment can."""

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
"""Tries at signing in are counted here, for all processes together. A migration of `accounts` makes the table."""

ACCOUNT_ADAPTER = "belonging.web.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# By account, never by address: a whole school is one address.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": "3/10m/key",
    "reset_password_from_key": None,
    "signup": None,
    "confirm_email": None,
}
ACCOUNT_FORMS = {
    "login": "belonging.web.accounts.forms.signing.SignInForm",
    "change_password": "belonging.web.accounts.forms.signing.ChangePasswordForm",
    "set_password": "belonging.web.accounts.forms.signing.SetPasswordForm",
    "reset_password": "belonging.web.accounts.forms.signing.ForgottenForm",
    "reset_password_from_key": "belonging.web.accounts.forms.signing.NewPasswordForm",
    "reauthenticate": "belonging.web.accounts.forms.signing.ConfirmPasswordForm",
}

MFA_ADAPTER = "belonging.web.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Belonging Matters"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "authenticate": "belonging.web.accounts.forms.factors.CodeForm",
    "reauthenticate": "belonging.web.accounts.forms.factors.ConfirmCodeForm",
    "activate_totp": "belonging.web.accounts.forms.factors.FirstCodeForm",
    "add_webauthn": "belonging.web.accounts.forms.factors.PasskeyForm",
    "authenticate_webauthn": "belonging.web.accounts.forms.factors.PasskeyStepForm",
    "login_webauthn": "belonging.web.accounts.forms.factors.PasskeySignInForm",
    "reauthenticate_webauthn": "belonging.web.accounts.forms.factors.ConfirmPasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "belonging.web.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
# The content policy lets a form lead to our own pages alone, so the way to a provider is a link.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [each.as_app() for each in identity_providers()]}
}
