#!/bin/sh
# tools/fresh-machine.sh [DIR]: prove the two commands on a bare Debian 12.  Makes a tree with
# debootstrap, copies a clean clone of HEAD in, runs `make demo` and `make test` in a chroot
# there and prints how long each took.  Needs root; the tree is removed afterwards.
set -eu
top=$(git rev-parse --show-toplevel)
"$top/tools/setup.sh" fresh
tree=${1:-$(mktemp -d /var/tmp/domar-fresh-XXXXXX)}
mirror=${MIRROR:-http://deb.debian.org/debian}

finish() {
    for dir in dev/pts dev proc sys; do
        if mountpoint -q "$tree/$dir"; then umount "$tree/$dir"; fi
    done
    [ "${KEEP:-}" = 1 ] || rm -rf --one-file-system "$tree"
}
trap finish EXIT INT TERM

echo "fresh: debootstrap into $tree"
# make and git are what a README may take for granted; everything else is the set-up script's.
debootstrap --variant=minbase --include=make,git,ca-certificates bookworm "$tree" "$mirror" > "$tree.log" 2>&1 \
    || { tail -20 "$tree.log" >&2; exit 1; }
rm -f "$tree.log"
# The machine's own way to the packages (proxy, mirror) serves the tree too.
for conf in /etc/apt/apt.conf.d/*proxy* /etc/apt/apt.conf /etc/resolv.conf /etc/hosts; do
    if [ -f "$conf" ]; then cp "$conf" "$tree$conf"; fi
done
if [ -d /usr/local/share/ca-certificates ]; then
    cp -r /usr/local/share/ca-certificates/. "$tree/usr/local/share/ca-certificates/"
    chroot "$tree" update-ca-certificates > /dev/null 2>&1 || true
fi
mount --bind /dev "$tree/dev"
mount --make-private "$tree/dev"        # what is mounted below stays in the tree
mount --bind /dev/pts "$tree/dev/pts"
mount -t proc proc "$tree/proc"
git clone -q "$top" "$tree/root/domar"

run() {
    start=$(date +%s)
    chroot "$tree" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        sh -c "cd /root/domar && $1"
    echo "fresh: $1 took $(($(date +%s) - start)) s"
}
run "make demo"
run "make demo"
run "make test"
