import { openSandbox } from "../../sandbox/sandbox";

/** Every call that a sandbox's file has seen so far and that was not just a look. */
export function changesIn(store: string): readonly string[] {
  const sandbox = openSandbox({ file: store });
  const calls = sandbox.transact((cloud) =>
    [...cloud.calls()].flatMap(({ verb, kind }) => (verb === "get" ? [] : [`${verb} ${kind}`])),
  );
  sandbox.close();
  return calls;
}
