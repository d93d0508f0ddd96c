"""The corpus in a browser: `gongkai serve`. Server-rendered pages, a JSON API beside each, nothing from other hosts.

    from gongkai.web import Serving, application
    app = application(Serving("corpus/"))        # an ASGI application

Needs the extra `gongkai[web]`.
"""

from gongkai.web.app import application
from gongkai.web.serving import Serving

__all__ = ["Serving", "application"]
