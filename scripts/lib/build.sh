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
