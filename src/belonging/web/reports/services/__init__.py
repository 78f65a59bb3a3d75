"""What is done with reports: whom they are shared with and opened to, and the words around their figures."""

from belonging.web.reports.services.sharing import end_sharing, share_report

__all__ = ["end_sharing", "share_report"]
