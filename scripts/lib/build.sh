# shellcheck shell=bash
# Builds what runs. Sourced by the other scripts, after tools.sh.

# Whether the jar is there and newer than what it is made of.
is_jar_built() {
    local root="$1" jar="$1/target/jims-widget.jar" newer
    [[ -f "$jar" ]] || return 1
    newer="$(find "$root/pom.xml" "$root/src/main" "$root/static" \
        -name node_modules -prune -o -type f -newer "$jar" -print -quit)"
    [[ -z "$newer" ]]
}

# Builds target/jims-widget.jar and target/lib where something changed; sets JAVA_HOME.
build_jar() {
    local root="$1" jar="$1/target/jims-widget.jar"
    if is_jar_built "$root"; then
        use_jdk
    else
        require_build_tools
        echo "building (JDK: $JAVA_HOME)" >&2
        mvn -B -q -ntp -f "$root/pom.xml" -DskipTests -Dmaven.test.skip -Dspotless.check.skip package >&2
        touch "$jar"
    fi
}

# Makes target/jims-widget.aot where it is older than the jar, by a start to learn from: with it, the server starts in half
# the time. Fails where it cannot be made; the server starts without it, too.
#
# Called with the options of the Java virtual machine with which it will be used.
make_cache() {
    local root="$1" jar="$1/target/jims-widget.jar" cache="$1/target/jims-widget.aot" directory process
    shift
    [[ ! "$cache" -nt "$jar" ]] || return 0
    directory="$(mktemp -d)" # away from .env; settings of the environment are none of its business, either
    (
        cd "$directory" || exit 1
        exec env -i PATH="$PATH" LC_ALL=C.UTF-8 "$JAVA_HOME/bin/java" "$@" -XX:AOTCacheOutput=learned.aot -jar "$jar" \
            --app echo --host 127.0.0.1 --port 0 --metrics-port 0 --db sqlite:///learned.db
    ) >"$directory/log" 2>&1 &
    process=$!
    for _ in {1..300}; do
        if grep -q ready "$directory/log" || ! kill -0 "$process" 2>/dev/null; then break; fi
        sleep 0.1
    done
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
    if [[ -f "$directory/learned.aot" ]]; then
        mv -f "$directory/learned.aot" "$cache"
    else
        echo "no cache for a quick start could be made:" >&2
        tail -n 3 "$directory/log" >&2
    fi
    rm -rf "$directory"
    [[ "$cache" -nt "$jar" ]]
}

# Builds all classes, those of the tests too, where something changed; sets JAVA_HOME.
build_tests() {
    local root="$1" stamp="$1/target/bench.built" started newer
    if [[ -f "$root/target/jims-widget.jar" && -f "$stamp" ]]; then
        newer="$(find "$root/pom.xml" "$root/src" "$root/static" \
            -name node_modules -prune -o -type f -newer "$stamp" -print -quit)"
        if [[ -z "$newer" ]]; then
            use_jdk
            return
        fi
    fi
    require_build_tools
    echo "building (JDK: $JAVA_HOME)" >&2
    started="$(mktemp)"
    if ! mvn -B -q -ntp -f "$root/pom.xml" -DskipTests -Dspotless.check.skip package >&2; then
        rm -f "$started"
        return 1
    fi
    touch -r "$started" "$stamp" # what was edited meanwhile is built next time
    rm -f "$started"
}
