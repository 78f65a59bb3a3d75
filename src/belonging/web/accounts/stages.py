"""The step of a sign-in that asks for the second factor."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from belonging.web.accounts.proofs import PROVIDER, factor_noted


class FactorStage(AuthenticateStage):  # type: ignore[misc]  # allauth carries no types
    """Not asked again where the identity provider has said, a moment ago, that it asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if self.login.user is not None and factor_noted(request, self.login.user) == PROVIDER:
            return False
        return bool(super()._should_handle(request))
