#!/bin/sh
# tools/setup.sh [build] [test] [web] [fresh]: install what is missing, through apt, and nothing
# else.  Says what it installs; needs root or sudo only if something is missing.
set -eu

build="gcc g++ make cmake pkg-config libc6-dev libopenblas-dev libhdf5-dev libfast-float-dev
 libjansson-dev libyaml-dev libzip-dev libzstd-dev zlib1g-dev libxlsxwriter-dev libexpat1-dev libreadstat-dev"
test="libcmocka-dev clang libclang-rt-14-dev python3 python3-numpy python3-h5py
 gzip zstd zip unzip zsh fish mandoc git"
web="chromium fonts-noto-cjk"
fresh="debootstrap git"

wanted=""
for set in "${@:-build}"; do
    case $set in
    build) wanted="$wanted $build" ;;
    test)  wanted="$wanted $test" ;;
    web)   wanted="$wanted $web"
           # A Node of one's own (18 or newer) with its npm is as good as Debian's.
           command -v node > /dev/null 2>&1 || wanted="$wanted nodejs"
           command -v npm > /dev/null 2>&1 || wanted="$wanted npm" ;;
    fresh) wanted="$wanted $fresh" ;;
    *) echo "setup: there is no set $set: choose build, test, web or fresh" >&2; exit 2 ;;
    esac
done

missing=""
for package in $wanted; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "setup: installing$missing"
as_root=""
if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null || { echo "setup: run as root, or install sudo" >&2; exit 7; }
    as_root="sudo"
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q > "$log" 2>&1 || { cat "$log" >&2; exit 1; }
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing \
    > "$log" 2>&1 || { cat "$log" >&2; echo "setup: apt could not install$missing" >&2; exit 1; }
