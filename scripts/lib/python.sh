# shellcheck shell=bash
# Makes the Python that the tests run apps on. Sourced by scripts/test.

readonly TEST_PYTHON_PACKAGES=(jims-core==0.6.2 jims-api==0.6.2 jims-widget==0.6.2 aiosqlite==0.22.1 asyncpg==0.32.0)
readonly BACKOFFICE_PACKAGE=jims-backoffice==0.6.2

# Prints the interpreters that there may be, one a line, the preferred first.
python_candidates() {
    local name
    for name in python3.13 python3.12 python3.14 python3; do
        command -v "$name" || true
    done
    for name in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3; do
        [[ ! -x "$name" ]] || echo "$name"
    done
}

# Prints the first one that is new enough. They are tried: a shim may stand for nothing.
find_python() {
    local python
    while IFS= read -r python; do
        if "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
            echo "$python"
            return 0
        fi
    done < <(python_candidates)
    return 1
}

# Makes the virtual environment, unless it is there and right; without the packages where they
# cannot be had.
make_test_environment() {
    local root="$1" directory="$2" base="$3" wanted="${TEST_PYTHON_PACKAGES[*]}"
    local stamp="$directory/installed"
    if "$directory/bin/python" -c '' 2>/dev/null && [[ "$(cat "$stamp" 2>/dev/null)" == "$wanted" ]]; then
        return 0
    fi
    echo "making $directory with ${wanted}"
    rm -rf "$directory"
    "$base" -m venv "$directory"
    if "$directory/bin/python" -m pip install -q --disable-pip-version-check "${TEST_PYTHON_PACKAGES[@]}"; then
        echo "$wanted" >"$stamp"
    else
        echo "WARNING: ${wanted} cannot be installed (see above): Python apps are tested on a" >&2
        echo "WARNING: stand-in for jims_core, and what needs the real packages is skipped." >&2
        # Some may have been installed; the stand-in shall take the place of none.
        "$base" -m venv --clear "$directory"
        "$directory/bin/python" -c 'import sys, sysconfig
with open(sysconfig.get_path("purelib") + "/stand_in.pth", "w") as file: file.write(sys.argv[1])' \
            "$root/src/test/python/stand_in"
    fi
}

# Adds the backoffice to an environment that has the packages, where it can be had.
add_backoffice() {
    local directory="$1"
    if [[ ! -f "$directory/installed" ]] || "$directory/bin/python" -c '
import sys, importlib.util as u; sys.exit(u.find_spec("jims_backoffice") is None)'; then
        return 0
    fi
    echo "adding $BACKOFFICE_PACKAGE to $directory"
    "$directory/bin/python" -m pip install -q --disable-pip-version-check "$BACKOFFICE_PACKAGE" ||
        echo "WARNING: $BACKOFFICE_PACKAGE cannot be installed (see above)." >&2
}

# Sets JIMS_TEST_PYTHON to the interpreter on which the tests run Python apps; leaves one that is set.
use_test_python() {
    local root="$1" directory="$1/target/test-python" base
    if [[ -n "${JIMS_TEST_PYTHON:-}" ]]; then
        return 0
    elif base="$(find_python)"; then
        make_test_environment "$root" "$directory" "$base"
        add_backoffice "$directory"
        export JIMS_TEST_PYTHON="$directory/bin/python"
    else
        echo "WARNING: no Python 3.12 or newer with venv: the tests of Python apps are SKIPPED." >&2
        echo "WARNING: install one (https://www.python.org/downloads/), or set JIMS_TEST_PYTHON." >&2
    fi
}
