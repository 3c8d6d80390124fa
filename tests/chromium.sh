#!/bin/sh
# Make sure that the browser tests have a Chromium: use the one that is there, else install Debian's if allowed.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq chromium; } >/tmp/newsdesk-chromium.log 2>&1 && exit 0
    echo "Chromium could not be installed (see /tmp/newsdesk-chromium.log)."
fi
echo "No Chromium here: the browser tests will be skipped. To run them: apt install chromium"
exit 0
