#!/usr/bin/env bash
# Is the connector ready? For the image's HEALTHCHECK. Asks by bash alone: the image has no curl to rely on.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/${NACENTO_MANAGEMENT_PORT:-9876}"
printf 'GET /observe/health/ready HTTP/1.0\r\n\r\n' >&3
read -r status <&3
case $status in
  *" 200 "*) echo "ready" ;;
  *) echo "not ready: $status"; exit 1 ;;
esac
