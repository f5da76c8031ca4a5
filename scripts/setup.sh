#!/usr/bin/env bash
# Installs what is missing and builds: Debian packages, npm packages, all workspaces. Safe to run again and again.
# With --tests also what only the tests need: a browser, RTSP, FTP, Kafka and NATS servers, a Keystone client.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
need() { command -v "$1" >/dev/null 2>&1 || packages+=("${@:2}"); }
need ffmpeg ffmpeg
need setpriv util-linux
# better-sqlite3 is compiled where no ready-made binary can be had.
[ -x /usr/bin/python3 ] || packages+=(python3)
need make make
need g++ g++
if [ "${1:-}" = --tests ]; then
  need chromium chromium
  need kcat kcat
  need nats-server nats-server
  need openstack python3-openstackclient
  /usr/bin/python3 -c 'import pyftpdlib' 2>/dev/null || packages+=(python3-pyftpdlib)
  fc-list :lang=zh 2>/dev/null | grep -q . || packages+=(fonts-noto-cjk)
  /usr/bin/python3 -c 'import gi; gi.require_version("GstRtspServer", "1.0")' 2>/dev/null ||
    packages+=(python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav)
fi
if [ ${#packages[@]} -gt 0 ]; then
  echo "Installing Debian packages: ${packages[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo 'Installing npm packages'
  npm ci --no-fund --no-audit --loglevel=error
fi
echo 'Building'
npm run --silent build
