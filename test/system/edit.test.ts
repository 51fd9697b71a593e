import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { parse } from "yaml";
import { editDescription, EditError } from "../../system/edit";

const SYSTEMS = path.join(__dirname, "../../systems");
const shipped = readdirSync(SYSTEMS).map((file) => readFileSync(path.join(SYSTEMS, file), "utf8"));

const TEXT = `# A bank.
regions:
  us-central1: { zones: [a, b] } # home
  # Later.
  us-east1: { zones: [b, c, d], state: planned }
primary: us-central1 # takes the writes
data:
  # Money.
  accounts-db:
    # Dear.
    kind: cloud-sql
    tier: "db-n-4"
`;

describe("an edit", () => {
  it("replaces a value where it stands", () => {
    const edited = editDescription(TEXT, {
      "regions.us-east1.state": "standing",
      primary: "us-east1",
      "data.accounts-db.tier": "db-n-8",
    });
    expect(edited).toBe(
      TEXT.replace("state: planned", "state: standing")
        .replace("primary: us-central1", "primary: us-east1")
        .replace('"db-n-4"', "db-n-8"),
    );
  });

  it("adds a key to a map in braces and to one of lines", () => {
    const edited = editDescription(TEXT, {
      "regions.us-central1.state": "lost",
      "data.accounts-db.instances": { "us-central1": 2, "us-east1": 1 },
    });
    expect(edited).toContain("  us-central1: { zones: [a, b], state: lost } # home\n");
    expect(edited).toContain(
      "    # Dear.\n    instances: { us-central1: 2, us-east1: 1 }\n    kind: cloud-sql\n",
    );
  });

  it("replaces a map in braces, and fills an empty one", () => {
    expect(editDescription("a: { b: 1 } # why\n", { a: { c: 2 } })).toBe("a: { c: 2 } # why\n");
    expect(editDescription("a: {}\n", { "a.c": 2 })).toBe("a: { c: 2 }\n");
  });

  it("replaces a list in brackets, and adds one", () => {
    expect(editDescription("a: [b] # why\n", { a: ["b", "c-1"] })).toBe("a: [b, c-1] # why\n");
    expect(editDescription("a: { b: 1 }\n", { "a.c": [] })).toBe("a: { b: 1, c: [] }\n");
  });

  it("takes a key out, with its line or its comma", () => {
    const edited = editDescription(TEXT, {
      "regions.us-east1.state": null,
      "data.accounts-db.kind": null,
      "data.accounts-db.size": null,
    });
    expect(edited).toBe(TEXT.replace(", state: planned", "").replace("    kind: cloud-sql\n", ""));
    expect(editDescription("a: { b: 1, c: 2 } # why\n", { "a.b": null })).toBe(
      "a: { c: 2 } # why\n",
    );
    expect(editDescription("a: { b: 1 }\n", { "a.b": null })).toBe("a: { }\n");
    expect(() => editDescription("a:\n  b: 1\n", { "a.b": null })).toThrow("remove it by hand");
  });

  it("quotes what would be read as something else", () => {
    expect(editDescription("a: x\n", { a: "yes" })).toBe('a: "yes"\n');
    expect(editDescription("a: x\n", { a: "10" })).toBe('a: "10"\n');
  });

  it.each([
    ["no.such.place", "x", "leads nowhere"],
    ["data.accounts-db", "x", "no single value"],
    ["a..b", "x", "is not a path"],
  ])("refuses %s", (where, value, message) => {
    const act = () => editDescription(TEXT, { [where]: value });
    expect(act).toThrow(EditError);
    expect(act).toThrow(message);
  });

  it("refuses to touch what other places share", () => {
    expect(() => editDescription("a: &x 1\nb: *x\n", { a: 2 })).toThrow(EditError);
  });

  it("changes one line and keeps every comment, in every shipped description", () => {
    const edits = [
      ["primary", "us-east1"],
      ["standby", "warm"],
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...shipped),
        fc.constantFrom(...edits),
        fc.constantFrom("standing", "lost", "planned"),
        (text, [key, value], state) => {
          const region = Object.keys(parse(text).regions)[1]!;
          const where = `regions.${region}.state`;
          const edited = editDescription(text, { [key]: value, [where]: state });
          const [before, after] = [text.split("\n"), edited.split("\n")];
          const changed = after.filter((line) => !before.includes(line));
          expect(changed.length).toBeLessThanOrEqual(2);
          expect(edited.match(/#.*/g)).toEqual(text.match(/#.*/g));
          expect(parse(edited)[key]).toBe(value);
          expect(parse(edited).regions[region].state).toBe(state);
        },
      ),
    );
  });
});
