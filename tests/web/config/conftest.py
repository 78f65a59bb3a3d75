from __future__ import annotations

import pytest
from django.db import connection

from belonging.web.base.database_roles import apply_grants
from belonging.web.config.grants import MATRIX
from tests.web.shared_database import shared_database

__all__ = ["shared_database"]


@pytest.fixture
def roles(db: None) -> None:
    """All made, as `belonging migrate` makes them; the owner may step into each."""
    apply_grants(connection, MATRIX)
    with connection.cursor() as cursor:
        for role in MATRIX:
            cursor.execute(f'GRANT "{role}" TO CURRENT_USER')
