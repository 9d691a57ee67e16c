#!/bin/sh
# Starts the server of the image. Arguments go to it, as in `docker run orrery cfg:server.http_port=8080`.
warn() { echo "orrery: $1" >&2; }
[ -e "$GF_PATHS_CONFIG" ] && [ ! -r "$GF_PATHS_CONFIG" ] && warn "GF_PATHS_CONFIG='$GF_PATHS_CONFIG' cannot be read. Give this user the right to read it."
[ -w "$GF_PATHS_DATA" ] || warn "GF_PATHS_DATA='$GF_PATHS_DATA' cannot be written. Nothing can be kept; give this user ($(id -u)) the right to write there."
[ -r "$GF_PATHS_HOME" ] || warn "GF_PATHS_HOME='$GF_PATHS_HOME' cannot be read."
# A word first is a command of its own, like `host --stdio`.
case "${1:-}" in
  '' | -* | cfg:*) ;;
  *) exec node --disable-warning=ExperimentalWarning /opt/orrery/kernel/cli/orrery.ts "$@" ;;
esac
exec node --max-semi-space-size=2 --disable-warning=ExperimentalWarning /opt/orrery/kernel/dist/run/serve.js \
  --homepath "$GF_PATHS_HOME" cfg:default.log.mode=console "$@"
