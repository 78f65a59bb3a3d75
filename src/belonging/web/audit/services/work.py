"""What others may do to an audit; see the modules that this gathers."""

from belonging.web.audit.services.rating import Said, rate, settle
from belonging.web.audit.services.sharing import share_area
from belonging.web.audit.services.signing import reopen, sign_off
from belonging.web.audit.services.starting import start_audit

__all__ = ["Said", "rate", "reopen", "settle", "share_area", "sign_off", "start_audit"]
