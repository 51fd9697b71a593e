import { z } from "zod";
import { system } from "./schema/system";

/**
 * The schema as text, for editors: they complete keys, explain them and mark what is wrong while
 * a person types. It says what a single value may be; how values fit together only the loader knows.
 */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(system, { io: "input", target: "draft-7" });
  const { $schema, ...rest } = schema;
  const titled = {
    $schema,
    title: "System description",
    description: "What runs, what data it holds, how much load it has and what loss is acceptable",
    ...rest,
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
