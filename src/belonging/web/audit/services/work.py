"""Doing an audit: its services in one place."""

from belonging.web.audit.services.rating import Said, rate, settle
from belonging.web.audit.services.signing import reopen, sign_off
from belonging.web.audit.services.starting import share_area, start_audit

__all__ = ["Said", "rate", "reopen", "settle", "share_area", "sign_off", "start_audit"]
