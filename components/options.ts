import type * as pulumi from "@pulumi/pulumi";

/**
 * Options of a child: under its component, and after whatever the component comes after.
 * Pulumi passes `parent`, `provider` and `protect` on to children, but not `dependsOn`, and a
 * deletion in the wrong order fails.
 */
export function childOf(
  component: pulumi.ComponentResource,
  opts: pulumi.ComponentResourceOptions | undefined,
): { parent: pulumi.Resource } & Pick<pulumi.CustomResourceOptions, "dependsOn"> {
  return {
    parent: component,
    ...(opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn }),
  };
}

/**
 * A name that is known beforehand, said by the resource that bears it: previews show the name and
 * whoever uses it waits for the resource. Without the resource (it is another stack's) the name
 * alone.
 */
export function named(
  name: string,
  bearer: { readonly name: pulumi.Output<string> } | undefined,
): pulumi.Input<string> {
  return bearer ? bearer.name.apply(() => name) : name;
}
