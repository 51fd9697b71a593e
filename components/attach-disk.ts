import { mountPath } from "../topology/environment";

/** Name of the unit that waits for a store's disk. */
export function attachUnit(store: string): string {
  return `disk-${store}`;
}

/**
 * Takes a disk as soon as no other instance has it, and mounts it. Google gives it to one instance
 * only, so of all that ask one has it, and the others are there at once when it goes. A disk that
 * is still a copy, or isn't there, is given to nobody: a standby waits by the same loop. Nothing is
 * forced: taking a disk from an instance that may still write is for a person to decide.
 */
export function attachScript(store: string, link: string): readonly string[] {
  const device = `/dev/disk/by-id/google-${store}`;
  const body = JSON.stringify({ source: link, deviceName: store, mode: "READ_WRITE" });
  return [
    "#!/bin/sh",
    "set -u",
    "ask() {",
    "  curl --silent --fail --header 'Metadata-Flavor: Google' \\",
    '    "http://metadata.google.internal/computeMetadata/v1/instance/$1"',
    "}",
    `until [ -e ${device} ]; do`,
    '  token=$(ask service-accounts/default/token | sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\')',
    "  curl --silent --output /dev/null --request POST \\",
    "    --header \"Authorization: Bearer $token\" --header 'Content-Type: application/json' \\",
    `    --data '${body}' \\`,
    '    "https://compute.googleapis.com/compute/v1/$(ask zone)/instances/$(ask name)/attachDisk"',
    "  sleep 10",
    "done",
    `blkid ${device} || mkfs.ext4 -q -m 0 ${device}`,
    `mkdir -p ${mountPath(store)}`,
    `mount -o discard,defaults ${device} ${mountPath(store)}`,
  ];
}

/** Runs that script once, again if it fails. */
export function attachService(store: string, folder: string): readonly string[] {
  return [
    "[Unit]",
    `Description=Disk ${store}`,
    "Wants=network-online.target",
    "After=network-online.target",
    "",
    "[Service]",
    "Type=oneshot",
    "RemainAfterExit=yes",
    `ExecStart=/bin/sh ${folder}/${attachUnit(store)}.sh`,
    "Restart=on-failure",
    "RestartSec=10",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
}
