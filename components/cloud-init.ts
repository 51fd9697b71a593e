import { MOUNTS } from "../topology/environment";
import { attachScript, attachService, attachUnit } from "./attach-disk";

export interface ContainerUnit {
  /** Name of the service, its unit and its container. */
  readonly name: string;
  /** Container pinned by digest. */
  readonly image: string;
  /** Left out: nothing is published. */
  readonly port?: number | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Links of the disks that it takes when it can, by store. */
  readonly disks?: Readonly<Record<string, string>>;
}

/** Where the unit's files are: the root file system of Container-Optimized OS can't be written to. */
const HOME = "/var/lib/standby";

/**
 * Cloud-init for Container-Optimized OS: one container as a systemd unit, restarted when it ends.
 * (The metadata that declared a container directly is discontinued.)
 */
export function containerUnit({ name, image, port, env, disks = {} }: ContainerUnit): string {
  const publish = port === undefined ? "" : ` --publish=${port}:${port}`;
  const held = Object.entries(disks);
  // A disk that comes later shows in the container too.
  const volumes = held.length === 0 ? "" : ` --volume=${MOUNTS}:${MOUNTS}:rslave`;
  const registry = image.slice(0, image.indexOf("/"));
  const unit = [
    "[Unit]",
    `Description=${name}`,
    "Wants=network-online.target docker.service",
    "After=network-online.target docker.service",
    "",
    "[Service]",
    `Environment=HOME=${HOME}`,
    `ExecStartPre=/usr/bin/docker-credential-gcr configure-docker --registries=${registry}`,
    `ExecStartPre=-/usr/bin/docker rm --force ${name}`,
    `ExecStart=/usr/bin/docker run --rm --name=${name} --env-file=${HOME}/env${publish}${volumes} --log-driver=journald ${image}`,
    `ExecStop=/usr/bin/docker stop --time=30 ${name}`,
    "Restart=always",
    "RestartSec=5",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
  return [
    "#cloud-config",
    "write_files:",
    ...file(`${HOME}/env`, "0600", envLines(env)),
    ...file(`/etc/systemd/system/${name}.service`, "0644", unit),
    ...held.flatMap(([store, link]) => [
      ...file(`${HOME}/${attachUnit(store)}.sh`, "0644", attachScript(store, link)),
      ...file(
        `/etc/systemd/system/${attachUnit(store)}.service`,
        "0644",
        attachService(store, HOME),
      ),
    ]),
    "runcmd:",
    "- systemctl daemon-reload",
    ...held.map(([store]) => `- systemctl start --no-block ${attachUnit(store)}.service`),
    `- systemctl start ${name}.service`,
    "",
  ].join("\n");
}

/** An environment as `docker --env-file` reads it: a line each, in a stable order. */
export function envLines(env: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(env)
    .sort()
    .map((key) => `${key}=${env[key] ?? ""}`);
}

function file(path: string, mode: string, lines: readonly string[]): readonly string[] {
  return [
    `- path: ${path}`,
    `  permissions: "${mode}"`,
    "  owner: root",
    "  content: |",
    ...lines.map((line) => (line === "" ? "" : `    ${line}`)),
  ];
}
