"""`{% load gongban %}`: every component of the design language; each is shown with sample words under /styleguide/.

Tags that end in `{% end… %}` hold other content. Tones: brand accent good warn bad info.
"""

from __future__ import annotations

from django import template

from gongban.web.site.components import filling, forms, holders, signs, views, ways

register = template.Library()
for part in (signs, forms, ways, views, holders, filling):
    register.tags.update(part.register.tags)
