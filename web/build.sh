#!/bin/sh
# web/build.sh: the bundle from the lock file into web/dist.  Node 18 or newer.
set -eu
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --loglevel=error
npm run build --silent -- --logLevel warn
