import * as fc from "fast-check";
import { parse } from "yaml";
import { type ContainerUnit, containerUnit, envLines } from "../../components/cloud-init";

const IMAGE = `us-docker.pkg.dev/bank-prod/apps/web@sha256:${"0123456789abcdef".repeat(4)}`;

interface CloudConfig {
  readonly write_files: readonly {
    readonly path: string;
    readonly permissions: string;
    readonly owner: string;
    readonly content: string;
  }[];
  readonly runcmd: readonly string[];
}

const text = (overrides: Partial<ContainerUnit> = {}) =>
  containerUnit({
    name: "web",
    image: IMAGE,
    port: 8080,
    env: { LOG_LEVEL: "info" },
    ...overrides,
  });
/** As cloud-init reads it: PyYAML knows YAML 1.1. */
const config = (overrides: Partial<ContainerUnit> = {}): CloudConfig =>
  parse(text(overrides), { version: "1.1" });
const contentOf = (path: string, overrides: Partial<ContainerUnit> = {}) =>
  config(overrides).write_files.find((file) => file.path === path)?.content;

const ENV = "/var/lib/standby/env";
const UNIT = "/etc/systemd/system/web.service";

describe("the cloud-init of a container", () => {
  it("says first what it is, as cloud-init wants it", () => {
    expect(text().split("\n")[0]).toBe("#cloud-config");
  });

  it("writes the environment for root alone, and the unit for systemd to read", () => {
    const files = config().write_files.map(({ path, permissions, owner }) => [
      path,
      permissions,
      owner,
    ]);
    expect(files).toEqual([
      [ENV, "0600", "root"],
      [UNIT, "0644", "root"],
    ]);
  });

  it("starts the unit, after systemd has been told of it", () => {
    expect(config().runcmd).toEqual(["systemctl daemon-reload", "systemctl start web.service"]);
  });

  it("runs the container by its digest, with its port and environment, and again when it ends", () => {
    const lines = contentOf(UNIT)?.split("\n") ?? [];
    expect(lines).toContain(
      `ExecStart=/usr/bin/docker run --rm --name=web --env-file=${ENV} --publish=8080:8080 --log-driver=journald ${IMAGE}`,
    );
    expect(lines).toContain("Restart=always");
    expect(lines.filter((line) => line.startsWith("["))).toEqual([
      "[Unit]",
      "[Service]",
      "[Install]",
    ]);
  });

  it("signs in to the registry that the image is in, by a home that can be written to", () => {
    const lines = contentOf(UNIT, { image: IMAGE.replace("us-docker", "europe-docker") })?.split(
      "\n",
    );
    expect(lines).toContain("Environment=HOME=/var/lib/standby");
    expect(lines).toContain(
      "ExecStartPre=/usr/bin/docker-credential-gcr configure-docker --registries=europe-docker.pkg.dev",
    );
  });

  it("names everything after the service", () => {
    const accounts = config({ name: "accounts" });
    expect(accounts.write_files.map(({ path }) => path)).toEqual([
      ENV,
      "/etc/systemd/system/accounts.service",
    ]);
    expect(accounts.runcmd[1]).toBe("systemctl start accounts.service");
  });

  it("holds no environment in the unit, which everybody on the machine can read", () => {
    expect(contentOf(UNIT, { env: { PASSPHRASE_FILE: "not-for-everybody" } })).not.toContain(
      "not-for-everybody",
    );
  });
});

describe("the environment of a container", () => {
  it("is in the order of its names, so that no template is replaced for another order", () => {
    expect(envLines({ B: "2", A: "1" })).toEqual(["A=1", "B=2"]);
    expect(text({ env: { B: "2", A: "1" } })).toBe(text({ env: { A: "1", B: "2" } }));
  });

  it("may be empty", () => {
    expect(contentOf(ENV, { env: {} })).toBe("");
    expect(contentOf(UNIT, { env: {} })).toContain("[Unit]");
  });

  it.each([
    ["a comment sign", "a # b"],
    ["a colon", "key: value"],
    ["quotes", `"double" and 'single'`],
    ["a list", "- one"],
    ["a brace", "{ a: [b] }"],
    ["a percent sign, which systemd would expand in the unit", "100 %n"],
    ["a backslash", String.raw`C:\n`],
    ["a dollar sign", "$HOME ${HOME}"],
    ["an equals sign", "a=b=c"],
    ["blanks around", "  padded  "],
    ["a tab", "\ta"],
    ["nothing", ""],
    ["another script", "zażółć 銀行"],
    ["a document's end", "---"],
  ])("keeps %s in a value", (_, value) => {
    expect(contentOf(ENV, { env: { A: value, B: "after" } })).toBe(`A=${value}\nB=after\n`);
  });

  it("keeps any value of one line", () => {
    const value = fc.string({ unit: "grapheme-ascii", maxLength: 40 });
    const key = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,10}$/);
    fc.assert(
      fc.property(fc.dictionary(key, value, { minKeys: 1 }), (env) => {
        expect(contentOf(ENV, { env })).toBe(`${envLines(env).join("\n")}\n`);
      }),
    );
  });

  it("publishes no port of what nobody sends requests to", () => {
    expect(contentOf(UNIT)).toContain("--publish=8080:8080");
    expect(contentOf(UNIT, { port: undefined })).not.toContain("--publish");
  });
});
