# shellcheck shell=bash
# Finds the tools that the build needs. Sourced by the other scripts.

readonly JAVA_NEEDED=25
readonly NODE_NEEDED=20

# Prints the major version of the Java in this home, or nothing if there is no JDK.
jdk_version() {
    [[ -x "$1/bin/javac" ]] || return 0
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'
}

# Prints the directories in which a JDK may be, one a line, the preferred first.
jdk_candidates() {
    [[ -z "${JAVA_HOME:-}" ]] || echo "$JAVA_HOME"
    local java
    if java="$(command -v javac)"; then
        dirname "$(dirname "$(readlink -f "$java" 2>/dev/null || echo "$java")")"
    fi
    if [[ -x /usr/libexec/java_home ]]; then
        /usr/libexec/java_home -v "$JAVA_NEEDED+" 2>/dev/null || true
    fi
    local home
    for home in /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [[ ! -d "$home" ]] || echo "$home"
    done
}

# Sets JAVA_HOME to a JDK that is new enough.
use_jdk() {
    local home version
    while IFS= read -r home; do
        version="$(jdk_version "$home")"
        if [[ -n "$version" ]] && ((version >= JAVA_NEEDED)); then
            export JAVA_HOME="$home"
            return 0
        fi
    done < <(jdk_candidates)
    echo "missing: JDK $JAVA_NEEDED or newer; install one (https://adoptium.net) or set JAVA_HOME" >&2
    return 1
}

has_maven() {
    command -v mvn >/dev/null && return 0
    echo "missing: Maven (mvn) 3.8 or newer; install it (https://maven.apache.org/install.html)" >&2
    return 1
}

has_node() {
    local version
    if command -v npm >/dev/null && version="$(node --version 2>/dev/null)"; then
        version="${version#v}"
        ((${version%%.*} >= NODE_NEEDED)) && return 0
    fi
    echo "missing: Node.js $NODE_NEEDED or newer with npm; install it (https://nodejs.org)" >&2
    return 1
}

# Names every tool that is missing, not the first one only.
require_build_tools() {
    local missing=0
    use_jdk || missing=1
    has_maven || missing=1
    has_node || missing=1
    return "$missing"
}

# Whether there is a browser for the browser tests: CHROMIUM_PATH, or one of these on the path.
has_chromium() {
    [[ -z "${CHROMIUM_PATH:-}" ]] || return 0
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        ! command -v "$name" >/dev/null || return 0
    done
    return 1
}

# Installs Chromium where that needs nobody's leave; without it the browser tests are skipped.
install_chromium() {
    ! has_chromium || return 0
    if [[ "$(id -u)" != 0 ]] || ! command -v apt-get >/dev/null; then
        return 0
    fi
    echo "installing Chromium with apt-get for the browser tests (CHROMIUM_PATH names another one)"
    if ! apt-get update -qq >/dev/null ||
        ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-noto-core >/dev/null; then
        echo "could not install Chromium" >&2
    fi
}

# Installs Firefox where that needs nobody's leave; without it its tests are skipped.
install_firefox() {
    ! command -v firefox-esr >/dev/null || return 0
    ! command -v firefox >/dev/null || return 0
    if [[ "$(id -u)" != 0 ]] || ! command -v apt-get >/dev/null; then
        return 0
    fi
    echo "installing Firefox with apt-get for the browser tests"
    if ! apt-get update -qq >/dev/null ||
        ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends firefox-esr >/dev/null; then
        echo "could not install Firefox" >&2
    fi
}

# Installs WebKit and a display for it where that needs nobody's leave; without them its tests are skipped.
install_webkit() {
    ! command -v WebKitWebDriver >/dev/null || ! command -v Xvfb >/dev/null || return 0
    if [[ "$(id -u)" != 0 ]] || ! command -v apt-get >/dev/null; then
        return 0
    fi
    echo "installing WebKit with apt-get for the browser tests"
    if ! apt-get update -qq >/dev/null ||
        ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            webkit2gtk-driver xvfb >/dev/null; then
        echo "could not install WebKit" >&2
    fi
}

# Installs the languages of the documentation's snippets where that needs nobody's leave; what is missing is skipped.
install_snippet_languages() {
    local missing=()
    command -v php >/dev/null || missing+=(php-cli)
    command -v ruby >/dev/null || missing+=(ruby)
    if ((${#missing[@]} == 0)) || [[ "$(id -u)" != 0 ]] || ! command -v apt-get >/dev/null; then
        return 0
    fi
    echo "installing ${missing[*]} with apt-get for the tests of the documentation"
    if ! apt-get update -qq >/dev/null ||
        ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            "${missing[@]}" >/dev/null; then
        echo "could not install ${missing[*]}" >&2
    fi
}

# Whether there is a Prometheus for the tests: on the path, or unpacked here.
has_prometheus() {
    command -v prometheus >/dev/null && command -v promtool >/dev/null && return 0
    [[ -x "$1/usr/bin/prometheus" && -x "$1/usr/bin/promtool" ]]
}

# Unpacks Debian's Prometheus where that needs nobody's leave: installed, it would start a service.
# Without it its tests are skipped.
unpack_prometheus() {
    local directory="$1/target/prometheus" package
    ! has_prometheus "$directory" || return 0
    if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
        return 0
    fi
    echo "unpacking Debian's Prometheus into $directory"
    package="$(mktemp -d)"
    [[ "$(id -u)" != 0 ]] || apt-get update -qq >/dev/null || true
    mkdir -p "$directory"
    if ! (cd "$package" && apt-get download -qq prometheus >/dev/null 2>&1 &&
        dpkg-deb -x prometheus_*.deb "$directory"); then
        echo "could not download Prometheus" >&2
    fi
    rm -rf "$package"
}

# Unpacks the libraries that the host pages of the browser tests run and npm has not, or only with
# much else. Without them their tests are skipped.
unpack_host_libraries() {
    local directory="$1/target/host-libraries" name package
    mkdir -p "$directory"
    for name in libjs-mootools libjs-prototype; do
        if [[ -d "$directory/$name" ]] || ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
            continue
        fi
        package="$(mktemp -d)"
        if ! (cd "$package" && apt-get download -qq "$name" >/dev/null 2>&1 &&
            dpkg-deb -x "$name"_*.deb "$directory/$name"); then
            echo "could not download $name" >&2
        fi
        rm -rf "$package"
    done
    [[ ! -d "$directory/astro" ]] || return 0
    package="$(mktemp -d)"
    if (cd "$package" && npm pack --silent astro@7.3.5 >/dev/null && tar -xzf astro-7.3.5.tgz); then
        mv "$package/package" "$directory/astro"
    else
        echo "could not download Astro" >&2
    fi
    rm -rf "$package"
}

# Installs the proxies that the documentation configures, without starting their services. Without one its tests are
# skipped.
install_proxies() {
    local pair missing=() policy=/usr/sbin/policy-rc.d
    for pair in nginx:nginx haproxy:haproxy apache2:apache2 caddy:caddy varnishd:varnish pgbouncer:pgbouncer; do
        PATH="$PATH:/usr/sbin" command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
    done
    if [[ ${#missing[@]} == 0 || "$(id -u)" != 0 ]] || ! command -v apt-get >/dev/null; then
        return 0
    fi
    echo "installing ${missing[*]}"
    local ours=
    if [[ ! -e "$policy" ]]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
        ours=1
    fi
    apt-get update -qq >/dev/null || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        echo "could not install ${missing[*]}" >&2
    [[ -z "$ours" ]] || rm -f "$policy"
}
