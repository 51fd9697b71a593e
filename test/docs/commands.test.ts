import { readTopology } from "../../topology/read";
import { read } from "./markdown";

const PAGE = "docs/restart.md";

const known = new Map(
  read("test/docs/commands.tsv")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [command = "", flags = ""] = line.split("\t");
      return [command, flags.split(" ").filter(Boolean)] as const;
    }),
);

/** Those in blocks of steps as well, which are indented. */
const commands = [...read(PAGE).matchAll(/^ *```sh\n(.*?)^ *```$/gms)].flatMap(([, body = ""]) =>
  body
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean),
);

/** What is wrong with a command; nothing if it is listed with all of its flags. */
function faults(command: string): string[] {
  const base = [...known.keys()].find((one) => command === one || command.startsWith(`${one} `));
  if (base === undefined) return [`${command}: not listed`];
  const words = command.slice(base.length).replace(/"[^"]*"/g, "");
  const flags = [...words.matchAll(/(?<=\s)--[a-z-]+/g)].map(([flag]) => flag);
  return flags.filter((flag) => !known.get(base)?.includes(flag)).map((flag) => `${base}: ${flag}`);
}

/** All names of groups, clusters and pods' namespaces that the shipped systems have. */
const names = ["online-bank", "shop-smart", "api-platform"].flatMap((system) => {
  const text = read(`systems/${system}.yaml`);
  const { topology } = readTopology({ path: system, text }, "example-prod");
  if (!topology) throw new Error(`${system} has problems`);
  return Object.values(topology.regions).flatMap(({ groups, workers, cluster }) => [
    ...Object.values(groups).map(({ name }) => name),
    ...Object.values(workers).flatMap((own) => own.groups.map(({ name }) => name)),
    ...(cluster ? [cluster.name] : []),
  ]);
});

describe("docs/restart.md", () => {
  it("says commands that there are, with flags that they take", () => {
    expect(commands.length).toBeGreaterThan(15);
    expect(commands.flatMap(faults)).toEqual([]);
    expect(faults("gcloud compute instances reset x --zone=a --force")).toEqual([
      "gcloud compute instances reset: --force",
    ]);
    expect(faults("kubectl reboot x")).toEqual(["kubectl reboot x: not listed"]);
  });

  it("lists no command that it doesn't say", () => {
    const said = (one: string) => commands.some((command) => command.startsWith(one));
    expect([...known.keys()].filter((one) => !said(one))).toEqual([]);
  });

  it("names groups and clusters that the shipped systems have", () => {
    const named = commands.flatMap((command) => {
      const [, name] =
        /(?:managed (?:rolling-action )?[a-z-]+|get-credentials) (\S+)/.exec(command) ?? [];
      return name === undefined ? [] : [name];
    });
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !names.includes(name))).toEqual([]);
  });
});
