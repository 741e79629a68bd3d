"""The configuration: what can be set, of which type, within which bounds; and its way into plain settings.

Each dataclass here is the schema of a group in `conf/`. Checks across fields and bounds stand in `__post_init__`, which
runs when the composed configuration is turned into objects; `settings()` gives the plain object that is handed down.
Nothing below `tasks/` sees any of this.
"""

from synthgen.config.schema import Config, option_names, register_schemas, unknown_option
from synthgen.config.to_settings import default_cache_dir, to_settings

__all__ = ["Config", "default_cache_dir", "option_names", "register_schemas", "to_settings", "unknown_option"]
