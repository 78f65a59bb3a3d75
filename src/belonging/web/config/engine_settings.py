"""Settings of the engine: child processes and commands that read sealed answers, which no other database role may.

BELONGING_ENGINE_DATABASE_URL names that role on PostgreSQL. Without it they connect as staff's process does and step
into the role, which PostgreSQL allows for as long as the role has no password of its own.
"""

from __future__ import annotations

import os

if "BELONGING_ENGINE_DATABASE_URL" in os.environ:
    os.environ["BELONGING_DATABASE_URL"] = os.environ["BELONGING_ENGINE_DATABASE_URL"]

from belonging.web.base.database_roles import ENGINE
from belonging.web.config.settings import *  # noqa: F403  # Django's way to narrow a settings module
from belonging.web.config.settings import DATABASES, ENGINE_HAS_ITS_DATABASE

if not ENGINE_HAS_ITS_DATABASE and DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"]["options"] += f" -c role={ENGINE}"
