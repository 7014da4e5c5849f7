"""Settings of the tests: those of an installation, in a folder of its own, and stricter.

Each process of the tests has its own data folder. Nothing is read from or written to the developer's own `var`.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="samverka-tests-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["SAMVERKA_DATA"] = str(_FOLDER)
os.environ["SECRET_KEY"] = "not-secret-since-only-tests-use-it"

from tests.strictness import Undefined  # noqa: E402

from samverka.config.settings import *  # noqa: E402, F403
from samverka.config.settings import DATA, DATABASES, MIDDLEWARE, TEMPLATES  # noqa: E402

# On SQLite a file, not memory, so that the registers are put there by copying. On PostgreSQL one for each worker.
_ON_SQLITE = "sqlite" in DATABASES["default"]["ENGINE"]
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
DATABASES["default"]["TEST"] = {
    "NAME": str(DATA / "test.sqlite3") if _ON_SQLITE else f"test_samverka_{_WORKER}"
}

MIDDLEWARE = ["tests.strictness.middleware", *MIDDLEWARE]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()

# Static files are read where they lie; what a manifest makes of them is tested in a browser.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
