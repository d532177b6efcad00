"""The worker learns here what is held: retention's nightly job erases it by rule."""

import gongban.foundation.facts.keeping  # noqa: F401 - declares what is erased by rule
