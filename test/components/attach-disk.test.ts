import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { attachScript } from "../../components/attach-disk";
import { containerUnit } from "../../components/cloud-init";

const LINK = "projects/bank-prod/regions/us-east1/disks/bank-volume-us-east1-1";

/** Stands for what the script calls; the disk is given at the third time of asking. */
const TOOLS: Readonly<Record<string, string>> = {
  curl: `case "$*" in
  *metadata*token*) printf '{"access_token":"ya29.x-y_z","expires_in":3599,"token_type":"Bearer"}' ;;
  *metadata*zone*) printf projects/123/zones/us-east1-b ;;
  *metadata*name*) printf bank-files-us-east1-x1y2 ;;
  *) echo "attach $*" >> calls; [ "$(grep -c attach calls)" -lt 3 ] || : > google-volume ;;
esac`,
  sleep: 'echo "sleep $*" >> calls',
  blkid: "[ -e formatted ]",
  "mkfs.ext4": 'echo "mkfs $*" >> calls',
  mount: 'echo "mount $*" >> calls',
};

describe("the script that takes a disk", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "standby-disk-"));
    for (const [name, body] of Object.entries(TOOLS)) {
      fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    }
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function run(): string[] {
    const script = attachScript("volume", LINK)
      .join("\n")
      .replaceAll("/dev/disk/by-id", folder)
      .replaceAll("/mnt/disks", `${folder}/mounts`);
    const ended = spawnSync("/bin/sh", ["-c", script], {
      cwd: folder,
      env: { PATH: `${folder}:${process.env["PATH"] ?? ""}` },
      encoding: "utf8",
    });
    expect([ended.status, ended.stderr]).toEqual([0, ""]);
    const calls = fs.readFileSync(path.join(folder, "calls"), "utf8");
    return calls.replaceAll(folder, "<folder>").trim().split("\n");
  }

  it("asks until it is given the disk, formats a new one and mounts it", () => {
    const calls = run();
    const attach = calls.filter((call) => call.startsWith("attach"));
    expect(attach).toHaveLength(3);
    expect(attach[0]).toContain("Authorization: Bearer ya29.x-y_z ");
    expect(attach[0]).toContain(
      `--data {"source":"${LINK}","deviceName":"volume","mode":"READ_WRITE"} `,
    );
    expect(attach[0]).toMatch(
      /\/v1\/projects\/123\/zones\/us-east1-b\/instances\/bank-files-us-east1-x1y2\/attachDisk$/,
    );
    expect(attach[0]).not.toContain("force");
    expect(calls.filter((call) => !call.startsWith("attach"))).toEqual([
      ...["sleep 10", "sleep 10", "sleep 10"],
      "mkfs -q -m 0 <folder>/google-volume",
      "mount -o discard,defaults <folder>/google-volume <folder>/mounts/volume",
    ]);
  });

  it("never formats what has something on it", () => {
    fs.writeFileSync(path.join(folder, "formatted"), "");
    expect(run().filter((call) => call.startsWith("mkfs"))).toEqual([]);
  });
});

describe("the cloud-init of a container with a disk", () => {
  const unit = { name: "files", image: "us-docker.pkg.dev/p/a/files@sha256:00", port: 80, env: {} };
  const config = parse(containerUnit({ ...unit, disks: { volume: LINK } }), { version: "1.1" });
  const contentOf = (file: string): string =>
    config.write_files.find((written: { path: string }) => written.path === file)?.content;

  it("holds the script as it is, and waits for no disk", () => {
    const script = attachScript("volume", LINK).join("\n");
    expect(contentOf("/var/lib/standby/disk-volume.sh")).toBe(`${script}\n`);
    expect(contentOf("/etc/systemd/system/disk-volume.service")).toContain(
      "ExecStart=/bin/sh /var/lib/standby/disk-volume.sh",
    );
    expect(config.runcmd).toEqual([
      "systemctl daemon-reload",
      "systemctl start --no-block disk-volume.service",
      "systemctl start files.service",
    ]);
  });

  it("shows the container a disk that comes later", () => {
    expect(contentOf("/etc/systemd/system/files.service")).toContain(
      " --volume=/mnt/disks:/mnt/disks:rslave ",
    );
    expect(containerUnit(unit)).not.toContain("/mnt/disks");
  });
});
