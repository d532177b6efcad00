"""The entrance for the web server: the hot path of intake is taken before Django, everything else goes on to it."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongban.web.site.settings")
django = get_wsgi_application()

from gongban.kernel.room import settle  # noqa: E402 - needs the applications, as the next two
from gongban.web.api.hot import HotPath  # noqa: E402
from gongban.web.site.bridge import Bridge  # noqa: E402

THREADS = 4  # 更多线程只增加延迟 · more threads a worker only add latency (measured-choices, section 2)

application = HotPath(Bridge(django, threads=THREADS, longest=settings.REQUEST_LIMIT))
settle()
