"""An app that cannot be imported."""

print("importing what is not there")
import there_is_no_such_module  # noqa: E402, F401
