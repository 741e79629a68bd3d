#!/usr/bin/env bash
# Set up everything synthgen needs: Debian packages, then a virtual environment in .venv with pinned dependencies.
#     scripts/setup.sh        to run it
#     scripts/setup.sh dev    to test and change it, too: with all extras, the tools, and a browser for the review page
# Safe to run again: what is there already is left alone, and a second run takes about a second.
# What is missing and cannot be installed here is named, with the command that would install it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "${1:-run}" in
    run) PURPOSE=run EXTRAS=joblib,review ;;
    dev) PURPOSE=dev EXTRAS=dev ;;
    *) printf 'error: there is no set-up for %s\n  -> scripts/setup.sh, or scripts/setup.sh dev\n' "$1" >&2; exit 2 ;;
esac

BUILD_PACKAGES=(build-essential pkg-config python3-dev libpango1.0-dev libcairo2-dev)
GL_PACKAGES=(libegl1 libgl1 libgl1-mesa-dri libgles2 libopengl0)
FONT_PACKAGES=(fonts-dejavu-core fonts-cmu fontconfig)
TEX_PACKAGES=(texlive-latex-base texlive-latex-extra texlive-fonts-recommended texlive-fonts-extra texlive-science
    cm-super tipa dvisvgm ghostscript)
BROWSER_PACKAGES=(chromium)
# What the TeX packages are for; found by TeX itself, so that a TeX from elsewhere counts too.
TEX_FILES=(standalone.cls preview.sty amsmath.sty tipa.sty physics.sty dsfont.sty calligra.sty wasysym.sty
    mathrsfs.sty sfrm1000.pfb)

say() { printf '%s\n' "$*" >&2; }

has_package() { [[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]; }

has_tex() {
    command -v latex >/dev/null && command -v dvisvgm >/dev/null && command -v kpsewhich >/dev/null || return 1
    # kpsewhich fails if any of the files is missing.
    kpsewhich "${TEX_FILES[@]}" >/dev/null 2>&1
}

# Prints the system packages that are missing, one a line.
missing_packages() {
    local package
    for package in "${BUILD_PACKAGES[@]}" "${GL_PACKAGES[@]}" "${FONT_PACKAGES[@]}"; do
        has_package "$package" || echo "$package"
    done
    if [[ $PURPOSE == dev ]] && ! command -v chromium >/dev/null; then
        printf '%s\n' "${BROWSER_PACKAGES[@]}"
    fi
    if ! has_tex; then
        for package in "${TEX_PACKAGES[@]}"; do
            has_package "$package" || echo "$package"
        done
    fi
}

# Sets PYTHON to an interpreter new enough, or to nothing.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
        if [[ -n "$candidate" ]] && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1; then
            PYTHON=$candidate
            return
        fi
    done
    PYTHON=
}

# Sets AS_ROOT to what runs a command as root (nothing, for root itself); fails when there is no way.
find_root() {
    AS_ROOT=()
    if [[ $EUID -ne 0 ]]; then
        command -v sudo >/dev/null || return 1
        if [[ -t 0 ]]; then AS_ROOT=(sudo); elif sudo -n true 2>/dev/null; then AS_ROOT=(sudo -n); else return 1; fi
    fi
}

apt() { "${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q "$@" </dev/null >&2; }

install_packages() {
    local package
    say "Installing system packages (TeX is large; this is done once): $*"
    apt update || say "warning: apt-get update failed; trying with the package lists at hand"
    # One package that cannot be had must not keep the others away.
    apt install -y --no-install-recommends "$@" && return
    for package in "$@"; do
        apt install -y --no-install-recommends "$package" || say "warning: $package could not be installed"
    done
}

setup_system() {
    local missing=()
    mapfile -t missing < <(missing_packages)
    find_python
    [[ -n "$PYTHON" ]] || missing+=(python3 python3-venv)
    [[ ${#missing[@]} -gt 0 ]] || return 0
    if command -v apt-get >/dev/null && find_root; then
        install_packages "${missing[@]}"
        find_python
        mapfile -t missing < <(missing_packages)
    fi
    [[ ${#missing[@]} -eq 0 ]] && return
    say "Missing, and cannot be installed from here: ${missing[*]}"
    say "  -> as root: apt-get install --no-install-recommends ${missing[*]}"
    has_tex || say "  -> until then scenes with TeX fail, and say so; everything else runs"
}

setup_python() {
    local stamp=.venv/.synthgen-setup wanted
    if [[ -z "$PYTHON" ]]; then
        say "error: there is no Python 3.11 or newer with the venv module"
        say "  -> as root: apt-get install python3 python3-venv; or name another: PYTHON=/path/to/python3.11 make setup"
        exit 1
    fi
    wanted=$(cat pyproject.toml constraints.txt scripts/setup.sh | sha256sum)
    # An environment for development serves for running, too.
    if [[ -x .venv/bin/python && -f $stamp && "$(<"$stamp")" == "$wanted "@("$PURPOSE"|dev) ]]; then return; fi
    say "Setting up the virtual environment in .venv (once, and when dependencies change) ..."
    # Also when there is one: a broken or moved environment is mended, a good one keeps its packages.
    "$PYTHON" -m venv .venv
    rm -f "$stamp"
    local pip=(.venv/bin/python -m pip --disable-pip-version-check --no-input)
    # A Python's bundled pip may be too old to read the metadata of old source distributions.
    "${pip[@]}" install --quiet --constraint constraints.txt pip
    if ! "${pip[@]}" install --quiet --constraint constraints.txt --editable ".[$EXTRAS]" </dev/null; then
        say "error: the Python packages could not be installed (see above)"
        say "  -> check the network; where a package is built from source, the packages named above must be there"
        exit 1
    fi
    printf '%s' "$wanted $PURPOSE" >"$stamp"
}

setup_system
setup_python
say "Set up: .venv/bin/python -m synthgen --help"
