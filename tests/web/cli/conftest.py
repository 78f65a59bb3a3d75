from tests.web.shared_database import shared_database

__all__ = ["shared_database"]
