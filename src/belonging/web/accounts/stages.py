"""The step of a sign-in that asks for the second factor."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from belonging.web.accounts.proofs import FACTOR_KEY


class FactorStage(AuthenticateStage):  # type: ignore[misc]  # allauth carries no types
    """Not asked again where the identity provider has said, a moment ago, that it asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if request.session.get(FACTOR_KEY) == "provider":
            return False
        return bool(super()._should_handle(request))
