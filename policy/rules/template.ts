import type { Resource } from "../../inventory/model";
import { given, listAt, textAt } from "../../inventory/values";
import { every, type PolicyContext, regionOf, subjectOf } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import { nodeImages, POOLS } from "./node-pool";
import { POD_MAKERS, podImages } from "./pods";

export const TEMPLATES = ["compute.RegionInstanceTemplate", "compute.InstanceTemplate"];
/** What is in use while its successor is made. */
const SUCCEEDED = [
  ...[...TEMPLATES, "compute.SSLPolicy", "certificatemanager.Certificate"],
  ...["compute.ManagedSslCertificate", "compute.SSLCertificate"],
];

export const anyTemplate = {
  to: "an instance template",
  when: (context: PolicyContext) => every(context, TEMPLATES).length > 0,
};

export const templateRules: readonly PolicyRule[] = [
  {
    id: "R24",
    title: "Images are pinned, and come from where every region reaches them",
    severity: "error",
    source:
      "background knowledge: a family or a tag gives the region that boots tomorrow another version, and a registry of one region goes with it. Whether the image exists no offline check can see",
    fix: "name one image, containers by digest, from a multi-regional registry",
    scope: "stack",
    applies: {
      to: "an instance template, pods or nodes",
      when: (context) => every(context, [...TEMPLATES, ...POD_MAKERS, ...POOLS]).length > 0,
    },
    breaches: (context) => [
      ...every(context, TEMPLATES).flatMap((template) => [
        ...diskImages(template),
        ...containers(template),
      ]),
      ...nodeImages(context),
      ...podImages(context).flatMap(([pods, path, text]) => imageFaults(pods, path, text)),
    ],
  },
  {
    id: "R26",
    title: "A service's templates are alike in all regions, but for what is bound to the region",
    severity: "error",
    source: "background knowledge: what has drifted apart fails on the day of the failover",
    fix: "derive both templates from the same description",
    scope: "system",
    applies: anyTemplate,
    breaches: (context) => {
      const firsts = new Map<string, Resource>();
      return every(context, TEMPLATES).flatMap((template) => {
        const service = versionOf(context, template);
        const first = service === undefined ? undefined : firsts.get(service);
        if (service !== undefined && first === undefined) firsts.set(service, template);
        return first === undefined ? [] : parity(first, template);
      });
    },
  },
  {
    id: "R31",
    title: "What is replaced while in use has a name that Pulumi makes up",
    severity: "warning",
    source:
      "Pulumi's page on auto-naming: a literal name turns a replacement into deletion first, which the API refuses while the thing is in use",
    fix: "leave the name out, or give a namePrefix",
    scope: "stack",
    applies: {
      to: "a template, certificate or TLS policy",
      when: (context) => every(context, SUCCEEDED).length > 0,
    },
    breaches: (context) =>
      every(context, SUCCEEDED).flatMap((resource) => {
        const name = textAt(resource.inputs, "name");
        // Pulumi ends what it makes up in seven hexadecimal digits.
        return broken(
          name !== undefined && !/-[0-9a-f]{7}$/.test(name),
          resource,
          "name",
          `"${name}" can't be there twice, so a replacement would have to delete it while it is in use; leave it out`,
        );
      }),
  },
];

function diskImages(template: Resource): PolicyBreach[] {
  return listAt(template.inputs, "disks").flatMap((disk, index) => {
    const image = textAt(disk, "sourceImage");
    return broken(
      image !== undefined && image.includes("/family/"),
      template,
      `disks[${index}].sourceImage`,
      `"${image}" is a family, so each region boots another image; name one image`,
    );
  });
}

const CONTAINER = /\b((?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)\/[^\s"'@]+)(@sha256:)?/g;

function containers(template: Resource): PolicyBreach[] {
  const path = "metadata.user-data";
  return imageFaults(template, path, textAt(template.inputs, path) ?? "");
}

/** What is wrong with the images that a text names. */
function imageFaults(resource: Resource, path: string, text: string): PolicyBreach[] {
  return [...text.matchAll(CONTAINER)].flatMap(([, image = "", digest]) => {
    const region = /^([a-z]+-[a-z]+\d+)-docker/.exec(image)?.[1];
    return [
      ...broken(
        digest === undefined,
        resource,
        path,
        `"${image}" isn't pinned by its digest, so each region runs another version; add @sha256:…`,
      ),
      ...broken(
        region !== undefined && region !== regionOf(resource),
        resource,
        path,
        `"${image}" is kept in "${region}" alone, and can't be fetched once that is lost; use a multi-regional registry`,
      ),
    ];
  });
}

/** The service, and which of its versions: one on trial differs from the others on purpose. */
function versionOf(context: PolicyContext, template: Resource): string | undefined {
  const service = subjectOf(context, template);
  return service === undefined || !template.name.endsWith("-next") ? service : `${service} next`;
}

/** Names follow from places and may differ. */
const OWN = ["name", "namePrefix", "region"];

function parity(first: Resource, second: Resource): PolicyBreach[] {
  const keys = new Set([...Object.keys(first.inputs), ...Object.keys(second.inputs)]);
  return [...keys]
    .filter((key) => !OWN.includes(key) && placeless(first, key) !== placeless(second, key))
    .sort()
    .map((key) => ({
      resource: second,
      path: key,
      message: given(first.inputs, key)
        ? `isn't what it is in "${regionOf(first)}", so the service isn't the same there; make them equal`
        : `isn't given in "${regionOf(first)}", so the service isn't the same there; make them equal`,
    }));
}

/** An input as text, with the own region's name taken out, and the generation of what stands there. */
function placeless(template: Resource, key: string): string {
  const region = regionOf(template) ?? "";
  const text = JSON.stringify(template.inputs[key]) ?? "";
  return region === ""
    ? text
    : text.replaceAll(region, "<region>").replaceAll(/<region>-\d+\b/g, "<region>-<generation>");
}
